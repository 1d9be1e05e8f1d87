import { z } from 'zod';
import { fail, ok, type Result } from '../../result';
import { elementSchema, localisedSchema, templateSchema, type LabelElement } from './elements';
import type { FieldValue, LabelRecord } from './values';

const fieldValue: z.ZodType<FieldValue, FieldValue> = z.lazy(() =>
  z.union([
    z.string().max(10_000),
    z.int(),
    z.boolean(),
    z.null(),
    z.array(fieldValue).max(500),
    z.record(z.string().max(100), fieldValue),
  ]),
);
export const recordSchema: z.ZodType<LabelRecord, LabelRecord> = z.record(z.string().max(100), fieldValue);

/** A label as it is kept, exported and imported: JSON in millimetres, of this version. */
export const descriptionSchema = z.strictObject({
  schema: z.literal('packwright-label/1'),
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: localisedSchema,
  stock: z.strictObject({
    width: z.number().min(10).max(250),
    height: z.number().min(10).max(600),
    gap: z.number().min(0).max(50).optional(),
  }),
  /** Records to look at the label with. */
  samples: z.array(z.strictObject({ name: z.string().max(100), record: recordSchema })).max(20),
  elements: z.array(elementSchema).max(300),
  /** What is written to the tag in the label, by printers that can (ZPL). */
  rfid: z
    .strictObject({
      /** Hexadecimal digits, or `urn:epc:tag:…`. */
      epc: templateSchema,
      /** Labels that the printer may try it on. */
      tries: z.int().min(1).max(10).optional(),
    })
    .optional(),
});
export type LabelDescription = z.infer<typeof descriptionSchema>;

export type DescriptionFailure =
  | 'label-too-large'
  | 'label-not-json'
  | 'label-version-unknown'
  | 'label-invalid'
  | 'label-too-many-elements';

const mostCharacters = 4_000_000;
const mostDepth = 24;
const mostElements = 500;

/** Depth of a JSON text, without recursion: what is nested by thousands is not even tried. */
const isTooDeep = (json: string): boolean => {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charAt(at);
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > mostDepth) return true;
  }
  return false;
};

const countOf = (elements: readonly LabelElement[]): number =>
  elements.reduce(
    (sum, element) => sum + 1 + (element.kind === 'group' || element.kind === 'repeat' ? countOf(element.elements) : 0),
    0,
  );

const idsOf = (elements: readonly LabelElement[]): string[] =>
  elements.flatMap((element) => [
    ...(element.id === undefined ? [] : [element.id]),
    ...(element.kind === 'group' || element.kind === 'repeat' ? idsOf(element.elements) : []),
  ]);

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
};

interface Found {
  readonly path: readonly PropertyKey[];
  /** Our own code, or zod's with hyphens: the language files explain it as `labelProblem.<problem>`. */
  readonly problem: string;
}
const problemOf = ({ code, message }: z.core.$ZodIssue): string =>
  code === 'custom' ? message : code.replaceAll('_', '-');

/** Where a union of elements failed: in the kind that was meant, and there as deep as can be said. */
const innermost = (issue: z.core.$ZodIssue): Found => {
  const outer = { path: issue.path, problem: problemOf(issue) };
  if (issue.code !== 'invalid_union') return outer;
  const meant = issue.errors.filter(([first]) => first !== undefined && first.path[0] !== 'kind');
  const [inner] = meant
    .flat()
    .map(innermost)
    .sort((a, b) => b.path.length - a.path.length);
  return inner === undefined ? outer : { path: [...issue.path, ...inner.path], problem: inner.problem };
};

/** Checks a description that is already an object, such as one that the designer has just changed. */
export const checkDescription = (value: unknown): Result<LabelDescription, DescriptionFailure> => {
  const schema = (value as { readonly schema?: unknown } | null)?.schema;
  if (typeof schema === 'string' && schema !== 'packwright-label/1')
    return fail('label-version-unknown', { version: schema.slice(0, 60) });
  const parsed = descriptionSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues.map(innermost);
    return fail('label-invalid', { at: issue?.path.map(String).join('.') ?? '', problem: issue?.problem ?? '' });
  }
  const { elements } = parsed.data;
  if (countOf(elements) > mostElements) return fail('label-too-many-elements', { most: mostElements });
  const ids = idsOf(elements);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return fail('label-invalid', { at: twice, problem: 'id-used-twice' });
  return ok(parsed.data);
};

/** Reads a label from a file or a message: whatever the text, it answers a label or says why not. */
export const parseDescription = (json: string): Result<LabelDescription, DescriptionFailure> => {
  if (json.length > mostCharacters) return fail('label-too-large', { most: mostCharacters });
  if (isTooDeep(json)) return fail('label-invalid', { at: '', problem: 'too-deep' });
  const value = parseJson(json);
  return value === undefined ? fail('label-not-json') : checkDescription(value);
};
