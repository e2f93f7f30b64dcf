export const rivals: Readonly<Record<string, (alphabet: string, length: number) => string>>;
