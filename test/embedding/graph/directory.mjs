// A small directory: members, a guest who may have a pass, an external guest who may not, and the administrator who asks.
const member = (number, name) => ({ id: guid(number), userPrincipalName: `${name}@contoso.example` });

export const administratorId = guid(1);

export const users = [
  member(1, 'admin'),
  member(2, 'adele'),
  member(3, 'alex'),
  member(4, 'megan'),
  { ...member(5, 'pat'), groupIds: [guid(100)] },
  member(6, 'guest'),
  { id: guid(7), userPrincipalName: 'ext_fabrikam.example#EXT#@contoso.example', isExternalGuest: true },
];

function guid(number) {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
