/** A key's name in groups of four, as people compare it. */
export const keyGroups = (keyId: string): string => keyId.match(/.{1,4}/g)?.join(' ') ?? keyId;
