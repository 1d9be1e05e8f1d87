import type { ReactNode } from 'react';

/** One of several views of a page; the arrow keys go from one to the next. */
export const Tabs = <T extends string>({
  label,
  tabs,
  chosen,
  onChoose,
  panel,
  children,
}: {
  label: string;
  tabs: readonly T[];
  chosen: T;
  onChoose: (tab: T) => void;
  /** Id of what the tabs change, where it is one part of the page. */
  panel?: string;
  /** What a tab says. */
  children: (tab: T) => ReactNode;
}) => {
  const select = (next: T): void => {
    onChoose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  const step = (key: string): number => (key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0);
  return (
    <div
      className="tabs"
      role="tablist"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        const by = step(event.key);
        const next = tabs[(tabs.indexOf(chosen) + by + tabs.length) % tabs.length];
        if (by !== 0 && next !== undefined) select(next);
      }}
    >
      {tabs.map((each) => (
        <button
          key={each}
          id={`tab-${each}`}
          type="button"
          role="tab"
          className="tab"
          aria-selected={each === chosen}
          aria-controls={panel}
          tabIndex={each === chosen ? 0 : -1}
          onClick={() => onChoose(each)}
        >
          {children(each)}
        </button>
      ))}
    </div>
  );
};
