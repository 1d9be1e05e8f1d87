import { fail, ok, type Result } from '../../../shared/result';

/** More than this is no question about a few printers but a scan of somebody's network. */
export const mostAddresses = 1024;

const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const address = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}$`);

const numberOf = (text: string): number | null => {
  const match = address.exec(text);
  return match === null ? null : match.slice(1).reduce((sum, part) => sum * 256 + Number(part), 0);
};

const textOf = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

const between = (from: number, to: number): Result<string[], 'range-invalid' | 'range-too-large'> => {
  if (to < from) return fail('range-invalid');
  if (to - from + 1 > mostAddresses) return fail('range-too-large', { most: mostAddresses });
  return ok(Array.from({ length: to - from + 1 }, (_, index) => textOf(from + index)));
};

/** `10.0.4.0/24`, without its network and broadcast addresses. */
const ofNetwork = (base: string, bits: number): Result<string[], 'range-invalid' | 'range-too-large'> => {
  const start = numberOf(base);
  if (start === null || bits > 32) return fail('range-invalid');
  const size = 2 ** (32 - bits);
  const first = start - (start % size);
  return size <= 2 ? between(first, first + size - 1) : between(first + 1, first + size - 2);
};

/**
 * IPv4 addresses as somebody in IT writes them: `10.0.4.7`, `10.0.4.20-40`, `10.0.4.20-10.0.5.3`, `10.0.4.0/24`, several
 * with commas. At most 1,024 in all; multicast and what is above are no addresses of devices.
 */
export const parseAddressRange = (text: string): Result<readonly string[], 'range-invalid' | 'range-too-large'> => {
  const all: string[] = [];
  for (const part of text.split(',').map((each) => each.trim())) {
    const network = /^([\d.]+)\/(\d{1,2})$/.exec(part);
    const span = /^([\d.]+)\s*-\s*([\d.]+)$/.exec(part);
    const [, base = part, end = part] = network ?? span ?? [];
    const from = numberOf(base);
    const short =
      /^\d{1,3}$/.test(end) && from !== null ? numberOf(`${base.replace(/\d+$/, '')}${end}`) : numberOf(end);
    if (from === null || (network === null && short === null) || from >= 0xe0_00_00_00)
      return fail('range-invalid', { part });
    const found = network === null ? between(from, short ?? from) : ofNetwork(base, Number(end));
    if (!found.ok) return found;
    all.push(...found.value);
    if (all.length > mostAddresses) return fail('range-too-large', { most: mostAddresses });
  }
  return ok([...new Set(all)]);
};
