import './pictogram.css';
import pictograms from './pictograms.json';

/** Parts of a drawing on a field of 64 × 64, each a tone and its path. The look gives every tone its paint. */
type Drawing = readonly (readonly string[])[];
const drawings: Readonly<Record<string, Drawing>> = pictograms.drawings;
const colours: Readonly<Record<string, string>> = pictograms.colours;

/** A drawn pictogram by its key, `mug` or `mug@sand`; what has no drawing is a plain box. */
export const Pictogram = ({ name, size = 40, label }: { name: string; size?: number; label: string }) => {
  const [key = '', colour = ''] = name.split('@');
  const drawing = drawings[key] ?? drawings['box'] ?? [];
  return (
    <span className="pictogram" style={{ width: size, height: size }}>
      <svg
        viewBox="0 0 64 64"
        role={label === '' ? undefined : 'img'}
        aria-label={label === '' ? undefined : label}
        aria-hidden={label === ''}
        color={colours[colour]}
      >
        {drawing.map(([tone, path], index) => (
          <path key={index} className={`tone-${tone ?? 'line'}`} d={path} />
        ))}
      </svg>
    </span>
  );
};
