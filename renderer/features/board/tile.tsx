/** One figure of the board, in letters for across the hall. */
export const Tile = ({
  label,
  figure,
  note,
  tone = '',
}: {
  label: string;
  figure: string;
  note: string;
  tone?: string;
}) => (
  <section className="card board-tile" aria-label={label}>
    <p className="label">{label}</p>
    <p className={`board-figure number ${tone}`}>{figure}</p>
    <p className="quiet number">{note}</p>
  </section>
);
