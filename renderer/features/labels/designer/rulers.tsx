/** Millimetres between two figures, so that they stay apart at this scale. */
const stepOf = (scale: number): number => [1, 2, 5, 10, 20, 50].find((step) => step * scale >= 34) ?? 100;

/** A ruler along one edge of the label; marks at every millimetre where there is room, figures at every few. */
export const Ruler = ({ axis, lengthMm, scale }: { axis: 'x' | 'y'; lengthMm: number; scale: number }) => {
  const isFlat = axis === 'x';
  const step = stepOf(scale);
  const every = scale >= 3.5 ? 1 : step / 5;
  const count = Math.floor(lengthMm / every + 1e-6);
  const marks = Array.from({ length: count + 1 }, (_, index) => index * every);
  const length = lengthMm * scale;
  return (
    <svg
      className={`ruler ${axis}`}
      width={isFlat ? length : 26}
      height={isFlat ? 26 : length}
      aria-hidden="true"
      focusable="false"
    >
      {marks.map((mm) => {
        const isNamed = Math.abs(mm / step - Math.round(mm / step)) < 1e-6;
        const isHalf = !isNamed && Math.abs((mm * 2) / step - Math.round((mm * 2) / step)) < 1e-6;
        const at = Math.round(mm * scale) + 0.5;
        const from = isNamed ? 14 : isHalf ? 18 : 21;
        return (
          <g key={mm}>
            <line {...(isFlat ? { x1: at, x2: at, y1: from, y2: 26 } : { y1: at, y2: at, x1: from, x2: 26 })} />
            {isNamed && at < length - 12 ? (
              <text x={isFlat ? at + 3 : 3} y={isFlat ? 12 : at + 12}>
                {mm}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
};
