/** Bodies that Microsoft's pages print and that people captured, each with its source. Tenants and ids are those of the pages. */

/** Printed: learn.microsoft.com/graph/api/authentication-post-temporaryaccesspassmethods, the example of 2021-01 to this day. */
export const PRINTED_REQUEST =
  '{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethod","startDateTime":"2021-01-26T00:00:00.000Z","lifetimeInMinutes":60,"isUsableOnce":false}';

/** Printed: the same page's response. */
export const PRINTED_RESPONSE =
  '{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethod","id":"81757535-e21e-4330-a338-33b8038ff12b","temporaryAccessPass":"nc+&G=xwDKCz","createdDateTime":"2021-01-25T23:53:35.5026721Z","startDateTime":"2021-01-26T00:00:00Z","lifetimeInMinutes":60,"isUsableOnce":false,"isUsable":false,"methodUsabilityReason":"NotYetValid"}';

/** Captured from beta on 2021-08-07 and published in an article on custom connectors; note that it was created after it began. */
export const CAPTURED_RESPONSE = `{"@odata.context":"https://graph.microsoft.com/beta/$metadata#users('AdeleV%40M365x583104.OnMicrosoft.com')/authentication/temporaryAccessPassMethods/$entity","id":"42cf61da-0b54-4b61-b6cd-362343f41a0e","temporaryAccessPass":"Q$wSrZ3R","createdDateTime":"2021-08-07T13:02:07.5740124Z","startDateTime":"2021-08-07T13:02:06.2614145Z","lifetimeInMinutes":60,"isUsableOnce":false,"isUsable":true,"methodUsabilityReason":"EnabledByPolicy"}`;

/** Printed: the early draft's request to `POST /user/authentication/temporaryAccessPassMethods`, its placeholders filled in. */
export const DRAFT_REQUEST =
  '{"@odata.type":"#microsoft.strongAuthentication.temporaryAccessPassAuthenticationMethod","temporaryAccessPass":"String","startDateTime":"2026-11-23T10:00:00Z","lifetimeInMinutes":60,"isUsableOnce":true,"isUsable":true,"methodUsabilityReason":"String"}';

/** Printed: learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-get (beta), as of 2022. */
export const PRINTED_POLICY =
  '{"@odata.context":"https://graph.microsoft.com/beta/$metadata#authenticationMethodConfigurations/$entity","@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration","id":"TemporaryAccessPass","state":"enabled","defaultLifetimeInMinutes":60,"defaultLength":12,"minimumLifetimeInMinutes":60,"maximumLifetimeInMinutes":1440,"isUsableOnce":false,"includeTargets@odata.context":"https://graph.microsoft.com/beta/$metadata#policies/authenticationMethodsPolicy/authenticationMethodConfigurations(\'TemporaryAccessPass\')/microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration/includeTargets","includeTargets":[{"targetType":"group","id":"all_users","isRegistrationRequired":false}]}';

/** Printed: learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update, 04/04/2024. */
export const PRINTED_PATCH =
  '{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration","isUsableOnce":true}';
