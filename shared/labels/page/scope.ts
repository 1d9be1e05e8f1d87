import type { Localised } from '../description/elements';
import { fillTemplate, parseTemplate } from '../description/template';
import type { LabelRecord } from '../description/values';
import { micrometres } from '../dots';
import type { BoxUm } from './resolved';
import { labelWarning, type LabelWarning } from './warnings';

/** What a label is filled in with, and where in it we are. */
export interface Scope {
  readonly record: LabelRecord;
  /** `en`, `de`, `es` …; a text without this variant uses its first. */
  readonly language: string;
  readonly currentYear: number;
  readonly originX: number;
  readonly originY: number;
  readonly element: string;
  readonly warn: (warning: LabelWarning) => void;
}

export const boxUm = (
  { originX, originY }: Scope,
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): BoxUm => ({
  x: originX + micrometres(x),
  y: originY + micrometres(y),
  width: micrometres(width),
  height: micrometres(height),
});

/** A template with its fields filled in. The description's schema has already refused templates that can't be read. */
export const filled = (scope: Scope, source: string): string => {
  const template = parseTemplate(source);
  if (!template.ok) return '';
  return fillTemplate(template.value, scope.record, scope.language, ({ code, ...details }) =>
    scope.warn(labelWarning(code, scope.element, details)),
  );
};

export const localised = (scope: Scope, text: Localised): string => {
  if (typeof text === 'string') return filled(scope, text);
  return filled(scope, text[scope.language] ?? Object.values(text)[0] ?? '');
};
