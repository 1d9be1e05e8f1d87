import { z } from 'zod';
import { conditionSchema } from './conditions';
import { parseTemplate } from './template';

/** Millimetres from the label's upper left corner, or from that of the group. */
const place = z.number().min(-10).max(1000);
const length = z.number().min(0.1).max(1000);
const stroke = z.number().min(0.05).max(20);

/** A text with bindings. */
export const templateSchema = z
  .string()
  .max(1000)
  .superRefine((text, context) => {
    const parsed = parseTemplate(text);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.failure.code });
  });

/** The same in every language, or one variant for each; the first stands in for a language that is missing. */
export const localisedSchema = z.union([
  templateSchema,
  z.record(z.string().regex(/^[a-z]{2}$/), templateSchema).refine((variants) => Object.keys(variants).length > 0),
]);
export type Localised = z.infer<typeof localisedSchema>;

const common = {
  /** Unique within the label; warnings name it. */
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  show: conditionSchema.optional(),
};
const box = { x: place, y: place, width: length, height: length };
const rotation = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).optional();

const font = {
  /** Of the font, in millimetres; capitals are 0.71 of it. */
  size: z.number().min(0.5).max(100),
  /** The text is made smaller down to this size until it fits. */
  minSize: z.number().min(0.5).max(100).optional(),
  weight: z.enum(['regular', 'bold']).optional(),
  condensed: z.boolean().optional(),
};

export const textSchema = z.strictObject({
  kind: z.literal('text'),
  ...common,
  ...box,
  ...font,
  rotation,
  text: localisedSchema,
  /** `start` and `end` follow the direction of the text. */
  align: z.enum(['start', 'end', 'left', 'center', 'right']).optional(),
  valign: z.enum(['top', 'middle', 'bottom']).optional(),
  wrap: z.boolean().optional(),
  maxLines: z.int().min(1).max(50).optional(),
  /** From line to line, in percent of the size. */
  lineHeight: z.int().min(80).max(300).optional(),
  /** What becomes of a text that does not fit: cut with a sign and a note, or the label is not to be printed. */
  overflow: z.enum(['ellipsis', 'refuse']).optional(),
  /** White text belongs on a black box. */
  ink: z.enum(['black', 'white']).optional(),
  direction: z.enum(['auto', 'left-to-right', 'right-to-left']).optional(),
});

export const symbologies = [
  'code-128',
  'gs1-128',
  'code-39',
  'itf-14',
  'ean-13',
  'ean-8',
  'upc-a',
  'data-matrix',
  'gs1-data-matrix',
  'qr',
  'gs1-qr',
  'pdf417',
  'aztec',
  'maxicode',
] as const;
export type Symbology = (typeof symbologies)[number];

export const barcodeSchema = z
  .strictObject({
    kind: z.literal('barcode'),
    ...common,
    ...box,
    rotation,
    symbology: z.enum(symbologies),
    /** What it says; GS1 symbologies have `elements` instead. */
    data: templateSchema.optional(),
    elements: z
      .array(z.strictObject({ ai: z.string().regex(/^[0-9]{2,4}$/), value: templateSchema }))
      .max(20)
      .optional(),
    /** Width of the narrowest bar in millimetres: the broadest whole number of dots that fits is taken. */
    module: z.strictObject({ min: z.number().min(0.1).max(10), max: z.number().min(0.1).max(10) }).optional(),
    align: z.enum(['left', 'center', 'right']).optional(),
    /** The data in letters below the bars. */
    text: z.enum(['none', 'below']).optional(),
    textSize: z.number().min(0.5).max(20).optional(),
    /** Where it is read, which decides the sizes that GS1 allows. */
    use: z.enum(['retail', 'distribution', 'logistics', 'other']).optional(),
    /** QR: how much damage it stands. */
    correction: z.enum(['L', 'M', 'Q', 'H']).optional(),
    /** PDF417: columns of data. */
    columns: z.int().min(1).max(30).optional(),
    /** MaxiCode: 2 and 3 want `postcode`, `country`, `service`. */
    mode: z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]).optional(),
    postcode: templateSchema.optional(),
    country: templateSchema.optional(),
    service: templateSchema.optional(),
  })
  .refine(({ data, elements }) => (data === undefined) !== (elements === undefined), {
    message: 'barcode-data-or-elements',
  })
  .refine(({ symbology, elements }) => elements === undefined || symbology.startsWith('gs1-'), {
    message: 'elements-need-gs1',
  });

export const lineSchema = z.strictObject({
  kind: z.literal('line'),
  ...common,
  x: place,
  y: place,
  length,
  direction: z.enum(['horizontal', 'vertical']),
  thickness: stroke,
});

export const boxSchema = z.strictObject({
  kind: z.literal('box'),
  ...common,
  ...box,
  thickness: stroke.optional(),
  fill: z.enum(['none', 'black', 'white']).optional(),
});

export const polygonSchema = z.strictObject({
  kind: z.literal('polygon'),
  ...common,
  points: z
    .array(z.strictObject({ x: place, y: place }))
    .min(3)
    .max(100),
  ink: z.enum(['black', 'white']).optional(),
});

/** A picture of dots: rows padded to bytes, 1 is black, base64. */
export const imageSchema = z
  .strictObject({
    kind: z.literal('image'),
    ...common,
    ...box,
    rotation,
    image: z.strictObject({
      width: z.int().min(1).max(4000),
      height: z.int().min(1).max(6000),
      bits: z.base64().max(4_000_000),
    }),
  })
  .refine(({ image }) => base64Bytes(image.bits) === Math.ceil(image.width / 8) * image.height, {
    message: 'image-size',
  });

const base64Bytes = (text: string): number =>
  Math.floor((text.length * 3) / 4) - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);

const listPath = z
  .string()
  .regex(/^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/)
  .max(100);

/** A head and one row for each record of a list; bindings in a row name the fields of its record. */
export const tableSchema = z.strictObject({
  kind: z.literal('table'),
  ...common,
  ...box,
  size: font.size,
  condensed: font.condensed,
  over: listPath,
  rowHeight: length,
  rules: z.enum(['none', 'rows', 'grid']).optional(),
  columns: z
    .array(
      z.strictObject({
        title: localisedSchema,
        text: localisedSchema,
        width: length,
        align: z.enum(['start', 'end', 'left', 'center', 'right']).optional(),
      }),
    )
    .min(1)
    .max(12),
  /** What becomes of rows without room. */
  overflow: z.enum(['note', 'refuse']).optional(),
});

export const leafSchemas = [
  textSchema,
  barcodeSchema,
  lineSchema,
  boxSchema,
  polygonSchema,
  imageSchema,
  tableSchema,
] as const;

export type TextElement = z.infer<typeof textSchema>;
export type BarcodeElement = z.infer<typeof barcodeSchema>;
export type LineElement = z.infer<typeof lineSchema>;
export type BoxElement = z.infer<typeof boxSchema>;
export type PolygonElement = z.infer<typeof polygonSchema>;
export type ImageElement = z.infer<typeof imageSchema>;
export type TableElement = z.infer<typeof tableSchema>;

interface Placed {
  readonly id?: string | undefined;
  readonly show?: z.infer<typeof conditionSchema> | undefined;
  readonly x: number;
  readonly y: number;
}

/** Elements that move and vanish together. */
export interface GroupElement extends Placed {
  readonly kind: 'group';
  readonly elements: readonly LabelElement[];
}

/** The same elements once for each record of a list, below each other, in columns where there are several. */
export interface RepeatElement extends Placed {
  readonly kind: 'repeat';
  readonly width: number;
  readonly height: number;
  readonly over: string;
  readonly pitch: number;
  readonly columns?: number | undefined;
  readonly overflow?: 'note' | 'refuse' | undefined;
  readonly elements: readonly LabelElement[];
}

export type LabelElement =
  | TextElement
  | BarcodeElement
  | LineElement
  | BoxElement
  | PolygonElement
  | ImageElement
  | TableElement
  | GroupElement
  | RepeatElement;

const groupSchema: z.ZodType<GroupElement> = z.lazy(() =>
  z.strictObject({
    kind: z.literal('group'),
    ...common,
    x: place,
    y: place,
    elements: z.array(elementSchema).max(200),
  }),
);

const repeatSchema: z.ZodType<RepeatElement> = z.lazy(() =>
  z.strictObject({
    kind: z.literal('repeat'),
    ...common,
    ...box,
    over: listPath,
    pitch: length,
    columns: z.int().min(1).max(20).optional(),
    overflow: z.enum(['note', 'refuse']).optional(),
    elements: z.array(elementSchema).max(50),
  }),
);

export const elementSchema: z.ZodType<LabelElement> = z.lazy(() =>
  z.union([...leafSchemas, groupSchema, repeatSchema]),
);
