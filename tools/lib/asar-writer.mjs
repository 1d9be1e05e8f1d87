// Writes a small asar archive without dependencies: electron-builder needs a real one, a folder of the name won't do.

/**
 * @param {Record<string, string>} files names (no folders) and contents
 * @returns {Buffer} the archive: a size pickle, a header pickle with the JSON index, the bodies
 */
export function encodeAsar(files) {
  const bodies = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]);
  let offset = 0;
  const index = {};
  for (const [name, body] of bodies) {
    index[name] = { size: body.length, offset: String(offset) };
    offset += body.length;
  }
  const json = Buffer.from(JSON.stringify({ files: index }));
  const paddedLength = Math.ceil(json.length / 4) * 4;
  const head = Buffer.alloc(16);
  [4, paddedLength + 8, paddedLength + 4, json.length].forEach((value, position) => {
    head.writeUInt32LE(value, position * 4);
  });
  return Buffer.concat([head, json, Buffer.alloc(paddedLength - json.length), ...bodies.map(([, body]) => body)]);
}
