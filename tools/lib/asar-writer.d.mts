export function encodeAsar(files: Record<string, string>): Buffer;
