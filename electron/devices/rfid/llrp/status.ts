import { textAt, u16At } from '../bytes';
import { findParameter, parameterTypes, readParameters } from './parameters';

/** What a reader says of a request (LLRPStatus, 16.2.8). */
export interface LlrpStatus {
  /** 0: done. */
  readonly code: number;
  readonly name: string;
  /** The reader's own words. */
  readonly text: string;
  /** Where in the request it found the fault, e.g. `parameter 177: P_FieldError > field 2: A_OutOfRange`. */
  readonly where: string;
}

const statusNames: Readonly<Record<number, string>> = {
  0: 'M_Success',
  100: 'M_ParameterError',
  101: 'M_FieldError',
  102: 'M_UnexpectedParameter',
  103: 'M_MissingParameter',
  104: 'M_DuplicateParameter',
  105: 'M_OverflowParameter',
  106: 'M_OverflowField',
  107: 'M_UnknownParameter',
  108: 'M_UnknownField',
  109: 'M_UnsupportedMessage',
  110: 'M_UnsupportedVersion',
  111: 'M_UnsupportedParameter',
  112: 'M_UnexpectedMessage',
  200: 'P_ParameterError',
  201: 'P_FieldError',
  202: 'P_UnexpectedParameter',
  203: 'P_MissingParameter',
  204: 'P_DuplicateParameter',
  205: 'P_OverflowParameter',
  206: 'P_OverflowField',
  207: 'P_UnknownParameter',
  208: 'P_UnknownField',
  209: 'P_UnsupportedParameter',
  300: 'A_Invalid',
  301: 'A_OutOfRange',
  401: 'R_DeviceError',
};

export const statusName = (code: number): string => statusNames[code] ?? `status ${code}`;

/** Errors nest as deep as parameters do; no honest one is deeper. */
const mostSteps = 8;
const shownCharacters = 200;

const whereOf = (body: Uint8Array, from: number): string => {
  const steps: string[] = [];
  let bytes = body;
  let start = from;
  while (steps.length < mostSteps) {
    const { items } = readParameters(bytes, start);
    const field = findParameter(items, parameterTypes.fieldError);
    if (field !== null && field.length >= 4) steps.push(`field ${u16At(field, 0)}: ${statusName(u16At(field, 2))}`);
    const deeper = findParameter(items, parameterTypes.parameterError);
    if (deeper === null || deeper.length < 4) break;
    steps.push(`parameter ${u16At(deeper, 0)}: ${statusName(u16At(deeper, 2))}`);
    bytes = deeper;
    start = 4;
  }
  return steps.join(' > ');
};

/** The LLRPStatus among the parameters from `from` on; `null` when there is none, which is no success. */
export const readStatus = (body: Uint8Array, from = 0): LlrpStatus | null => {
  const status = findParameter(readParameters(body, from).items, parameterTypes.llrpStatus);
  if (status === null || status.length < 2) return null;
  const code = u16At(status, 0);
  const { text, end } = textAt(status, 2);
  return { code, name: statusName(code), text: text.slice(0, shownCharacters), where: whereOf(status, end) };
};
