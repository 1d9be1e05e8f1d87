import { Package } from 'lucide-react';
import { useEffect, useState } from 'react';

/** Drawn pictograms by key: colours follow the look, so the SVG is a mask over the text colour. */
type Pictures = Readonly<Record<string, string>>;
let loading: Promise<Pictures> | null = null;

const load = (): Promise<Pictures> => {
  loading ??= fetch('./pictograms.json')
    .then((response) => (response.ok ? (response.json() as Promise<Pictures>) : {}))
    .catch(() => ({}));
  return loading;
};

export const Pictogram = ({ name, size = 40, label }: { name: string; size?: number; label: string }) => {
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    let alive = true;
    void load().then((pictures) => {
      const svg = pictures[name];
      if (alive) setSource(svg === undefined ? null : `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
    });
    return () => {
      alive = false;
    };
  }, [name]);
  return (
    <span className="pictogram" style={{ width: size, height: size }}>
      {source === null ? (
        <Package size={size * 0.62} aria-label={label} />
      ) : (
        <img src={source} width={size} height={size} alt={label} />
      )}
    </span>
  );
};
