import type { BoxElement, LineElement } from '../description/elements';
import { micrometres } from '../dots';
import type { BoxUm, Resolved, ResolvedArea } from './resolved';
import type { Scope } from './scope';

export const resolveLine = (scope: Scope, element: LineElement): ResolvedArea => {
  const isFlat = element.direction === 'horizontal';
  const [length, thickness] = [micrometres(element.length), micrometres(element.thickness)];
  const box = {
    x: scope.originX + micrometres(element.x),
    y: scope.originY + micrometres(element.y),
    width: isFlat ? length : thickness,
    height: isFlat ? thickness : length,
  };
  return { kind: 'area', element: scope.element, box, thin: isFlat ? 'height' : 'width', ink: 'black' };
};

/** A frame as its four lines: nothing that stands within it overlaps it. */
export const frameOf = (element: string, box: BoxUm, thickness: number): ResolvedArea[] => {
  const { x, y, width, height } = box;
  const area = (part: BoxUm, thin: 'width' | 'height'): ResolvedArea => ({
    kind: 'area',
    element,
    box: part,
    thin,
    ink: 'black',
  });
  return [
    area({ x, y, width, height: thickness }, 'height'),
    area({ x, y: y + height - thickness, width, height: thickness }, 'height'),
    area({ x, y, width: thickness, height }, 'width'),
    area({ x: x + width - thickness, y, width: thickness, height }, 'width'),
  ];
};

export const resolveBox = (scope: Scope, element: BoxElement): Resolved[] => {
  const box = {
    x: scope.originX + micrometres(element.x),
    y: scope.originY + micrometres(element.y),
    width: micrometres(element.width),
    height: micrometres(element.height),
  };
  const fill = element.fill ?? 'none';
  const area: Resolved[] =
    fill === 'none' ? [] : [{ kind: 'area', element: scope.element, box, thin: null, ink: fill }];
  if (fill === 'black' || element.thickness === undefined) return area;
  return [...area, ...frameOf(scope.element, box, micrometres(element.thickness))];
};
