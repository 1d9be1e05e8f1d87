import { fail, ok, type Result } from '../../result';
import { formatters, type LabelLanguage } from './formatters';
import { mostCharacters, textOf, valueAt, type LabelRecord } from './values';

interface Step {
  readonly name: string;
  readonly args: readonly string[];
}

interface Binding {
  readonly path: string;
  readonly steps: readonly Step[];
}

/** A text with bindings in double braces: fixed words and fields in turn. */
export type Template = readonly (string | Binding)[];

export type TemplateFailure = 'binding-not-closed' | 'field-name-invalid' | 'formatter-unknown';

const pathForm = /^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/;

/** Parts between a sign, which may stand in single quotes. */
const splitOutsideQuotes = (text: string, sign: string): string[] => {
  const parts = [''];
  let quoted = false;
  for (const character of text) {
    if (character === "'") quoted = !quoted;
    if (character === sign && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
};

const unquoted = (text: string): string => {
  const trimmed = text.trim();
  return trimmed.length > 1 && trimmed.startsWith("'") && trimmed.endsWith("'") ? trimmed.slice(1, -1) : trimmed;
};

const parseBinding = (text: string): Result<Binding, TemplateFailure> => {
  const [path = '', ...stages] = splitOutsideQuotes(text, '|').map((part) => part.trim());
  if (!pathForm.test(path)) return fail('field-name-invalid', { name: path.slice(0, 60) });
  const steps: Step[] = [];
  for (const stage of stages) {
    const [name = '', ...args] = splitOutsideQuotes(stage, ':').map(unquoted);
    if (name !== 'or' && !Object.hasOwn(formatters, name))
      return fail('formatter-unknown', { name: name.slice(0, 60) });
    steps.push({ name, args });
  }
  return ok({ path, steps });
};

/** Reads `Order {{order.number}}, {{order.date | date:DD.MM.YYYY | or:'no date'}}`. */
export const parseTemplate = (text: string): Result<Template, TemplateFailure> => {
  const template: (string | Binding)[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('{{', at);
    if (start < 0) break;
    const end = text.indexOf('}}', start);
    if (end < 0) return fail('binding-not-closed', { at: start });
    if (start > at) template.push(text.slice(at, start));
    const binding = parseBinding(text.slice(start + 2, end));
    if (!binding.ok) return binding;
    template.push(binding.value);
    at = end + 2;
  }
  if (at < text.length) template.push(text.slice(at));
  return ok(template);
};

export type FillFault =
  | { readonly code: 'field-missing'; readonly field: string }
  | { readonly code: 'value-not-formattable'; readonly field: string; readonly formatter: string };

const fillBinding = (
  { path, steps }: Binding,
  record: LabelRecord,
  language: LabelLanguage,
  report: (fault: FillFault) => void,
): string => {
  const value = valueAt(record, path);
  if (value === undefined && !steps.some(({ name }) => name === 'or')) report({ code: 'field-missing', field: path });
  let text = textOf(value);
  for (const { name, args } of steps) {
    if (name === 'or') {
      text = text === '' ? (args[0] ?? '') : text;
      continue;
    }
    // Nothing stays nothing: a missing date is no wrong date.
    if (text === '') continue;
    const formatted = formatters[name]?.(text, args, language) ?? null;
    if (formatted === null) {
      report({ code: 'value-not-formattable', field: path, formatter: name });
      return text;
    }
    text = formatted.slice(0, mostCharacters);
  }
  return text;
};

/** The text with its fields filled in. What is wrong with a field is reported, never left out in silence. */
export const fillTemplate = (
  template: Template,
  record: LabelRecord,
  language: LabelLanguage,
  report: (fault: FillFault) => void,
): string =>
  template
    .map((part) => (typeof part === 'string' ? part : fillBinding(part, record, language, report)))
    .join('')
    .slice(0, mostCharacters);

/** Fields that a template asks for. */
export const fieldsOf = (template: Template): string[] =>
  template.flatMap((part) => (typeof part === 'string' ? [] : [part.path]));
