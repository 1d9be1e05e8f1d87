/** A place in the picture of where goods went: a bin, a parcel, or the world outside. */
export interface FlowPlace {
  readonly kind: 'bin' | 'unit' | 'outside';
  /** The bin's code, the unit's id, or the counter account's name. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
}

/** All that went from one place to another. */
export interface FlowLink {
  readonly from: FlowPlace;
  readonly to: FlowPlace;
  readonly pieces: number;
  readonly times: number;
  /** UTC, ISO. */
  readonly first: string;
  readonly last: string;
}

export interface FlowNode {
  readonly key: string;
  readonly place: FlowPlace;
  readonly column: number;
  readonly row: number;
  readonly in: number;
  readonly out: number;
  /** So many places stand for this one, where there are too many to draw. */
  readonly merged: number;
}

export interface FlowLine {
  readonly from: string;
  readonly to: string;
  readonly pieces: number;
}

export interface FlowPicture {
  readonly nodes: readonly FlowNode[];
  readonly lines: readonly FlowLine[];
  readonly columns: number;
  readonly rows: number;
}

/** Where parts become kits: between the bins. */
export const kitPlace = '@kit';

/** Bins follow each other in so many columns at most; later ones stand in the last. */
const mostBinColumns = 3;

/** The world outside stands left of what came from it and right of what went to it. */
const keyOf = (place: FlowPlace, side: 'from' | 'to'): string =>
  place.kind === 'outside' ? `${side}:${place.id}` : `${place.kind}:${place.id}`;

/** Columns of bins by the first way into each: a bin that is filled from another stands right of it. */
const binColumns = (links: readonly FlowLink[]): ReadonlyMap<string, number> => {
  const columns = new Map<string, number>();
  // Parts go into a kit in the same moment in which it comes out.
  const isInto = ({ to }: FlowLink): number => Number(to.id === kitPlace);
  const order = (a: FlowLink, b: FlowLink): number =>
    a.first < b.first ? -1 : a.first > b.first ? 1 : isInto(b) - isInto(a);
  for (const { from, to } of links.toSorted(order)) {
    if (from.kind === 'bin' && !columns.has(keyOf(from, 'from'))) columns.set(keyOf(from, 'from'), 0);
    if (to.kind !== 'bin' || columns.has(keyOf(to, 'to'))) continue;
    const before = from.kind === 'bin' ? (columns.get(keyOf(from, 'from')) ?? 0) + 1 : 0;
    columns.set(keyOf(to, 'to'), Math.min(before, mostBinColumns - 1));
  }
  return columns;
};

interface Sums {
  in: number;
  out: number;
}

const sumsOf = (links: readonly FlowLink[]): ReadonlyMap<string, Sums> => {
  const sums = new Map<string, Sums>();
  const at = (key: string): Sums => {
    const known = sums.get(key) ?? { in: 0, out: 0 };
    sums.set(key, known);
    return known;
  };
  for (const { from, to, pieces } of links) {
    at(keyOf(from, 'from')).out += pieces;
    at(keyOf(to, 'to')).in += pieces;
  }
  return sums;
};

type Placed = Omit<FlowNode, 'row'>;

/** At most so many places in a column; the rest stand there as one. */
const rowsOf = (
  nodes: readonly Placed[],
  most: number,
): { readonly nodes: readonly FlowNode[]; readonly nameOf: ReadonlyMap<string, string> } => {
  const ordered = nodes.toSorted((a, b) => b.in + b.out - a.in - a.out);
  const shown = ordered.length > most ? ordered.slice(0, most - 1) : ordered;
  const rest = ordered.slice(shown.length);
  const [first] = rest;
  const nameOf = new Map(ordered.map(({ key }) => [key, key]));
  if (first === undefined) return { nodes: shown.map((node, row) => ({ ...node, row })), nameOf };
  const key = `rest:${first.column}`;
  for (const each of rest) nameOf.set(each.key, key);
  const sum = (side: 'in' | 'out'): number => rest.reduce((total, each) => total + each[side], 0);
  const merged: Placed = { ...first, key, in: sum('in'), out: sum('out'), merged: rest.length };
  return { nodes: [...shown, merged].map((node, row) => ({ ...node, row })), nameOf };
};

/** Where each place stands in the picture, from left to right in the order in which goods go. */
export const drawFlow = (links: readonly FlowLink[], mostRows: number): FlowPicture => {
  const bins = binColumns(links);
  const lastBin = Math.max(0, ...bins.values());
  const sums = sumsOf(links);
  const placed = new Map<string, Placed>();
  const add = (place: FlowPlace, side: 'from' | 'to'): void => {
    const key = keyOf(place, side);
    const outside = side === 'from' ? 0 : lastBin + 3;
    const column = place.kind === 'outside' ? outside : place.kind === 'unit' ? lastBin + 2 : 1 + (bins.get(key) ?? 0);
    placed.set(key, { key, place, column, merged: 1, ...(sums.get(key) ?? { in: 0, out: 0 }) });
  };
  for (const { from, to } of links) {
    add(from, 'from');
    add(to, 'to');
  }
  // Columns that nothing stands in are left out.
  const used = [...new Set([...placed.values()].map(({ column }) => column))].toSorted((a, b) => a - b);
  const nodes = [...placed.values()].map((node) => ({ ...node, column: used.indexOf(node.column) }));
  const columns = used.map((_, column) =>
    rowsOf(
      nodes.filter((node) => node.column === column),
      mostRows,
    ),
  );
  const names = new Map(columns.flatMap(({ nameOf }) => [...nameOf]));
  const lines = new Map<string, FlowLine>();
  for (const { from, to, pieces } of links) {
    const [a, b] = [names.get(keyOf(from, 'from')) ?? '', names.get(keyOf(to, 'to')) ?? ''];
    const before = lines.get(`${a}\n${b}`)?.pieces ?? 0;
    if (a !== b) lines.set(`${a}\n${b}`, { from: a, to: b, pieces: before + pieces });
  }
  const drawn = columns.flatMap((column) => column.nodes);
  return {
    nodes: drawn,
    lines: [...lines.values()],
    columns: used.length,
    rows: Math.max(0, ...drawn.map(({ row }) => row + 1)),
  };
};
