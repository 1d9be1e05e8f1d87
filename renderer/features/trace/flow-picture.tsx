import { useTranslation } from 'react-i18next';
import { drawFlow, kitPlace, type FlowLink, type FlowNode } from '../../../shared/features/trace/flow';
import { useStation } from '../../station/client';
import { formatWhole } from '../../ui/format';

const box = { width: 118, height: 50 } as const;
const gap = { x: 26, y: 14 } as const;
const mostRows = 7;
const mostLetters = 13;
/** Smaller, its words could not be read: it scrolls instead. */
const smallest = 0.9;

const xOf = ({ column }: FlowNode): number => column * (box.width + gap.x);
const yOf = ({ row }: FlowNode): number => row * (box.height + gap.y);

const cut = (text: string): string => (text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text);

/** Thicker with more pieces, and never so thick that it hides another. */
const widthOf = (pieces: number): number => Math.min(14, 2 + 2 * Math.log2(pieces + 1));

const curve = (from: FlowNode, to: FlowNode): string => {
  const [x1, y1] = [xOf(from) + box.width, yOf(from) + box.height / 2];
  const [x2, y2] = [xOf(to), yOf(to) + box.height / 2];
  if (x2 > x1) return `M${x1} ${y1} C${x1 + gap.x / 2} ${y1} ${x2 - gap.x / 2} ${y2} ${x2} ${y2}`;
  // Back to a bin on the left, or down in the same column: around the outside.
  const out = 26;
  return `M${x1} ${y1} C${x1 + out} ${y1} ${x1 + out} ${y2} ${xOf(to) + box.width} ${y2}`;
};

const useName = () => {
  const { t } = useTranslation();
  const { language } = useStation();
  return ({ place, merged }: FlowNode): string => {
    if (merged > 1) return t('trace.merged', { n: formatWhole(merged, language) });
    if (place.id === kitPlace) return t('stock.account.kit');
    return place.kind === 'outside' ? t(`stock.account.${place.id}`) : place.name;
  };
};

const Box = ({ node, name }: { node: FlowNode; name: string }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const count = Math.max(node.in, node.out);
  return (
    <g
      transform={`translate(${xOf(node)} ${yOf(node)})`}
      className={`flow-box flow-${node.place.kind}`}
      data-flow={node.key}
    >
      <rect width={box.width} height={box.height} rx="10" />
      <text x="10" y="21" className="flow-name">
        {cut(name)}
      </text>
      <text x="10" y="39" className="flow-pieces">
        {t('trace.pieces', { count, n: formatWhole(count, language) })}
      </text>
    </g>
  );
};

/** Where goods went, from left to right; the width of a way says how many pieces took it. */
export const FlowPicture = ({ links }: { links: readonly FlowLink[] }) => {
  const { t } = useTranslation();
  const nameOf = useName();
  const { nodes, lines, columns, rows } = drawFlow(links, mostRows);
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const width = columns * (box.width + gap.x) - gap.x + 8;
  const height = Math.max(1, rows) * (box.height + gap.y) - gap.y;
  const named = (key: string): string => {
    const node = byKey.get(key);
    return node === undefined ? '' : nameOf(node);
  };
  const said = lines.map(({ from, to, pieces }) => `${named(from)} → ${named(to)}: ${pieces}`).join('; ');
  return (
    <div className="flow-scroll" tabIndex={0} role="group" aria-label={t('trace.flow')}>
      <svg
        className="flow"
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
        style={{ width: width * 1.05, minWidth: width * smallest }}
        role="img"
        aria-label={`${t('trace.flow')}. ${said}`}
      >
        {lines.map(({ from, to, pieces }) => {
          const [a, b] = [byKey.get(from), byKey.get(to)];
          return a === undefined || b === undefined ? null : (
            <path key={`${from}>${to}`} d={curve(a, b)} strokeWidth={widthOf(pieces)} className="flow-way" />
          );
        })}
        {nodes.map((node) => (
          <Box key={node.key} node={node} name={nameOf(node)} />
        ))}
      </svg>
    </div>
  );
};
