import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { decodeTid } from '../../../shared/epc/tid';
import type { TagRow } from '../../../shared/tag-list';
import { useStation } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { formatSeconds, formatWhole } from '../../ui/format';
import { formatDbm, TagTitle } from './tag-list';
import { schemeText } from './tag-view';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="tag-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** Maker and model, where the chip's number tells them. */
const chipOf = (tidHex: string): string | null => {
  const tid = decodeTid(tidHex);
  if (!tid.ok) return null;
  const { maskDesignerName, modelName } = tid.value;
  return maskDesignerName === null ? null : [maskDesignerName, modelName].filter((part) => part !== null).join(' ');
};

/** All that is known of one tag. */
export const TagDialog = ({ row, onClose }: { row: TagRow; onClose: () => void }) => {
  const { t } = useTranslation();
  const { devices, timeZone, language } = useStation();
  const { name, tidHex, places } = row;
  const chip = tidHex === null ? null : chipOf(tidHex);
  const readerName = (id: string): string => devices.find((each) => each.id === id)?.name ?? id;
  return (
    <Dialog title={t('rfid.column.tag')} onClose={onClose}>
      <p className="tag-big number">
        <TagTitle row={row} />
      </p>
      {row.twice ? <p className="strip need">{t('rfid.tag.twice')}</p> : null}
      <dl className="tag-facts">
        <Fact name={t('rfid.detail.scheme')}>{schemeText(name) ?? '–'}</Fact>
        <Fact name="EPC">
          <span className="mono">{row.epcHex}</span>
        </Fact>
        {name.kind === 'epc' && name.uri !== null ? (
          <Fact name="URI">
            <span className="mono">{name.uri}</span>
          </Fact>
        ) : null}
        {tidHex === null ? null : (
          <Fact name={t('rfid.detail.chip')}>
            <span className="mono">{tidHex}</span>
          </Fact>
        )}
        {chip === null ? null : <Fact name={t('rfid.detail.chipMaker')}>{chip}</Fact>}
        <Fact name={t('rfid.column.first')}>{formatSeconds(row.firstAt, timeZone)}</Fact>
        <Fact name={t('rfid.column.last')}>{formatSeconds(row.lastAt, timeZone)}</Fact>
      </dl>
      <table className="list">
        <thead>
          <tr>
            <th>{t('rfid.detail.place')}</th>
            <th className="number">{t('rfid.column.antenna')}</th>
            <th className="number">{t('rfid.column.rssi')}</th>
            <th className="number">{t('rfid.column.reads')}</th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ readerId, antenna, reads, maxRssiCentiDbm }) => (
            <tr key={`${readerId} ${antenna}`}>
              <td>{readerName(readerId)}</td>
              <td className="number">{antenna ?? '–'}</td>
              <td className="number">
                {maxRssiCentiDbm === null ? '–' : t('rfid.dbm', { value: formatDbm(maxRssiCentiDbm) })}
              </td>
              <td className="number">{formatWhole(reads, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
};
