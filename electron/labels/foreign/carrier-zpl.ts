import { fail, ok, type Result } from '../../../shared/result';
import { lintLabel } from '../lint-label';

/**
 * Commands that a carrier's label may use, and no others: they place, draw and encode. Whatever configures, stores,
 * deletes, repeats, recalls, asks or talks to the network is not among them (ZPL II guide).
 */
const allowed = new Set(
  (
    '^XA ^XZ ^FO ^FT ^FD ^FS ^FV ^FH ^FB ^FR ^FW ^FX ^FP ^FM ^FN ^SN ^A0 ^A@ ^AA ^AB ^AC ^AD ^AE ^AF ^AG ^AH ^AP ^AQ ^AR ' +
    '^AS ^AT ^AU ^AV ^CF ^CI ^CW ^BY ^B0 ^B1 ^B2 ^B3 ^B4 ^B5 ^B7 ^B8 ^B9 ^BA ^BB ^BC ^BD ^BE ^BF ^BI ^BJ ^BK ^BL ^BM ^BO ^BP ' +
    '^BQ ^BR ^BS ^BT ^BU ^BX ^BZ ^GB ^GC ^GD ^GE ^GF ^GS ^XG ^LH ^LL ^LS ^LT ^LR ^PW ^PO ^PM ^PR ^PQ ^PF ^MC ^MD ^MM ^MN ' +
    '^MT ^JM ^JZ ^ID ~DG ~SD ~TA'
  ).split(' '),
);
/** Deleting is allowed only for the picture that the label itself has brought. */
const ownPicture = /^\^IDR:[A-Z0-9]{1,8}\.GRF\s*$/i;

export type CarrierFault = 'label-not-whole' | 'label-command-refused' | 'label-copies' | 'label-too-large';

/** Each command with what follows it, outside and inside of fields alike: a printer obeys it anywhere. */
const commandsOf = (zpl: string): string[] => zpl.match(/[~^][^~^]*/g) ?? [];

const nameOf = (command: string): string => command.slice(0, 3).toUpperCase();

/**
 * Looks over ZPL that came from outside before it reaches a printer or the preview: one whole label, known commands,
 * one copy, nothing that outlives it. What is in order goes to the printer unchanged: carriers certify their artwork.
 */
export const lintCarrierZpl = (zpl: string): Result<null, CarrierFault> => {
  const size = lintLabel(zpl.replaceAll(/\^ID[^~^]*/gi, ''));
  if (size?.reason === 'too-large' || size?.reason === 'too-many-fields' || size?.reason === 'picture-too-large')
    return fail('label-too-large', { reason: size.reason });
  const commands = commandsOf(zpl);
  const count = (name: string): number => commands.filter((command) => nameOf(command) === name).length;
  if (count('^XA') !== count('^XZ') || count('^XA') === 0) return fail('label-not-whole');
  const formats = zpl.split(/\^XA/i).slice(1);
  const printing = formats.filter((format) => /\^F[DV]|\^G[BCDEFS]|\^XG/i.test(format));
  if (printing.length !== 1) return fail('label-copies', { labels: printing.length });
  const foreign = commands.find(
    (command) => !allowed.has(nameOf(command)) || (nameOf(command) === '^ID' && !ownPicture.test(command)),
  );
  if (foreign !== undefined) return fail('label-command-refused', { command: foreign.slice(0, 3) });
  const copies = commands
    .filter((command) => nameOf(command) === '^PQ')
    .map((command) => /^\^PQ\s*(\d*)/i.exec(command)?.[1]);
  return copies.some((text) => text !== undefined && text !== '' && text !== '1') ? fail('label-copies') : ok(null);
};
