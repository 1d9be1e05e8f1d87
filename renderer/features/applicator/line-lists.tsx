import { useTranslation } from 'react-i18next';
import type { LineItem, LineView } from '../../../shared/features/applicator/queries';
import { useStation } from '../../station/client';
import { formatWhole } from '../../ui/format';
import { StateChip } from '../../ui/state-chip';
import { HourChart } from '../board/hour-chart';

const chipOf: Readonly<Record<LineItem['state'], string>> = {
  waiting: 'waiting',
  asked: 'requested',
  taken: 'sent',
  applied: 'closed',
  refused: 'failed',
  off: 'discarded',
};

const Queue = ({ items }: { items: readonly LineItem[] }) => {
  const { t } = useTranslation();
  return (
    <section className="card line-card" aria-labelledby="line-queue">
      <h2 id="line-queue">{t('line.queue')}</h2>
      {items.length === 0 ? (
        <p className="quiet">{t('line.queueEmpty')}</p>
      ) : (
        <ol className="line-list">
          {items.map((item) => (
            <li key={item.itemId} className="spread" data-item={item.title} data-state={item.state}>
              <strong className="number cut">{item.title}</strong>
              <StateChip state={chipOf[item.state]} word={t(`line.item.${item.state}`)} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};

const Hours = ({ line }: { line: LineView }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  return (
    <section className="card line-card" aria-labelledby="line-hours">
      <div className="spread">
        <h2 id="line-hours">{t('line.perHour')}</h2>
        <p className="number">
          <strong className="good">{t('line.applied', { number: formatWhole(line.applied, language) })}</strong>
          {' · '}
          <strong className={line.off > 0 ? 'bad' : 'quiet'}>
            {t('line.off', { number: formatWhole(line.off, language) })}
          </strong>
        </p>
      </div>
      <HourChart hours={line.hours.map(({ applied }) => applied)} running={line.hour} label={t('line.perHour')} />
    </section>
  );
};

const Rejects = ({ rejects }: { rejects: readonly LineItem[] }) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  const at = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit' });
  return (
    <section className="card line-card" aria-labelledby="line-rejects">
      <h2 id="line-rejects">{t('line.rejects')}</h2>
      {rejects.length === 0 ? (
        <p className="quiet">{t('line.noRejects')}</p>
      ) : (
        <ol className="line-list">
          {rejects.map((item) => (
            <li key={item.itemId} data-reject={item.why}>
              <span className="spread">
                <strong className="number cut">{item.title}</strong>
                <span className="quiet number">{item.endedAt === null ? '' : at.format(new Date(item.endedAt))}</span>
              </span>
              <span className="quiet">
                {t([`failure.${item.why ?? ''}`, 'failure.other'], { ...item.details, title: item.title })}
                {item.reason === null ? '' : ` · ${item.reason}`}
                {item.person === null || item.person === '' ? '' : ` · ${item.person}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};

/** What is on the line, how many an hour, and what came off it and why. */
export const LineLists = ({ line }: { line: LineView }) => (
  <div className="line-lists">
    <Queue items={line.items} />
    <Hours line={line} />
    <Rejects rejects={line.rejects} />
  </div>
);
