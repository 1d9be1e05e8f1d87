import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface PickTableProps {
  readonly heads: readonly {
    readonly title: string;
    /** Figures stand at the right, under one another. */
    readonly figures?: boolean;
  }[];
  /** Nothing is there; a list that is still being read is not empty. */
  readonly empty: boolean;
  readonly children: ReactNode;
}

/** What a list and the pane beside it agree on. */
export interface PickProps<Row> {
  /** `null` while they are read. */
  readonly rows: readonly Row[] | null;
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

/** A list of which one row is looked at beside it. */
export const PickTable = ({ heads, empty, children }: PickTableProps) => {
  const { t } = useTranslation();
  if (empty) return <p className="quiet">{t('none')}</p>;
  return (
    <table className="list">
      <thead>
        <tr>
          {heads.map(({ title, figures }) => (
            <th key={title} className={figures === true ? 'number' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
};

export interface PickRowProps {
  /** What the row is called: by keyboard it is what is chosen. */
  readonly name: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  /** The other cells. */
  readonly children: ReactNode;
}

export const PickRow = ({ name, isChosen, onChoose, children }: PickRowProps) => (
  <tr className="pick" aria-selected={isChosen} onClick={onChoose}>
    <td>
      <button type="button" className="link number" onClick={onChoose}>
        {name}
      </button>
    </td>
    {children}
  </tr>
);
