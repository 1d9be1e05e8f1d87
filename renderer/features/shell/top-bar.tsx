import {
  Circle,
  CircleAlert,
  CircleCheck,
  Contrast,
  Lock,
  LogOut,
  Moon,
  Printer,
  Radio,
  Scale,
  ScanLine,
  Sun,
  Volume1,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { memo, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceStatus } from '../../../shared/devices';
import { sounds, type Sound } from '../../../shared/loudness';
import { callStation, useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { formatTime } from '../../ui/format';
import { HelpButton } from './help-button';

const looks = [
  ['light', Sun],
  ['dark', Moon],
  ['contrast', Contrast],
] as const;

const volumes = { loud: Volume2, quiet: Volume1, silent: VolumeX } as const;

/** One press goes on to the next loudness. */
const SoundButton = ({ sound }: { sound: Sound }) => {
  const { t } = useTranslation();
  const Icon = volumes[sound];
  const next = sounds[(sounds.indexOf(sound) + 1) % sounds.length] ?? 'loud';
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`${t('sound')}: ${t(`sound.${sound}`)}`}
      title={`${t('sound')}: ${t(`sound.${sound}`)}`}
      onClick={() => void callStation('view.setSound', { sound: next })}
      data-sound={sound}
    >
      <Icon size={20} aria-hidden="true" />
    </button>
  );
};

const toneOf = (device: DeviceStatus): 'good' | 'need' | 'bad' => {
  if (device.state !== 'ready') return device.state === 'connecting' ? 'need' : 'bad';
  const condition = device.printer?.condition ?? 'ready';
  return condition === 'ready' || condition === 'printing' ? 'good' : 'need';
};

const icons = { good: CircleCheck, need: CircleAlert, bad: Circle } as const;
const kinds = { scale: Scale, scanner: ScanLine, printer: Printer, rfid: Radio } as const;

const Device = ({ device, isOneOfMany }: { device: DeviceStatus; isOneOfMany: boolean }) => {
  const { t } = useTranslation();
  const tone = toneOf(device);
  const Icon = icons[tone];
  const condition = device.printer?.condition ?? 'ready';
  const Kind = kinds[device.kind];
  const why = device.reason === null ? '' : t(`device.reason.${device.reason.code}`);
  const state = why === '' || device.state === 'connecting' ? t(`device.state.${device.state}`) : why;
  const trouble = device.state === 'ready' ? (tone === 'good' ? '' : t(`printer.${condition}`)) : state;
  return (
    <span
      className={`device ${tone}`}
      data-device={device.id}
      data-state={device.state}
      title={`${device.name} · ${device.place} ${why}`}
    >
      <Icon size={16} aria-hidden="true" />
      <Kind size={18} className="device-kind" aria-hidden="true" />
      <span className="device-name cut">
        {isOneOfMany ? device.name : t(device.kind === 'rfid' ? 'nav.rfid' : `device.${device.kind}`)}
      </span>
      {trouble === '' ? null : <strong className="cut">{trouble}</strong>}
    </span>
  );
};

/** Where there is no room for every name, what works is a sign of its kind; what does not says its name and why. */
const fit = (element: HTMLElement): void => {
  element.dataset['crowd'] = 'no';
  if (element.scrollWidth > element.clientWidth) element.dataset['crowd'] = 'yes';
};

/** Measured anew only when it, or what stands beside it, has changed. */
const Devices = memo(({ devices, beside }: { devices: readonly DeviceStatus[]; beside: string }) => {
  const { t } = useTranslation();
  const list = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (list.current !== null) fit(list.current);
  }, [devices, beside]);
  useLayoutEffect(() => {
    const element = list.current;
    const bar = element?.parentElement ?? null;
    if (element === null || bar === null) return undefined;
    const observer = new ResizeObserver(() => fit(element));
    observer.observe(bar);
    return () => observer.disconnect();
  }, []);
  return (
    <span ref={list} className="devices" role="status" aria-label={t('nav.devices')}>
      {devices.length === 0 ? (
        <span className="quiet">{t('device.none')}</span>
      ) : (
        devices.map((device) => (
          <Device
            key={device.id}
            device={device}
            isOneOfMany={devices.some((each) => each.id !== device.id && each.kind === device.kind)}
          />
        ))
      )}
    </span>
  );
});

const Clock = ({ timeZone }: { timeZone: string }) => (
  <time className="clock number">{formatTime(useNow(), timeZone)}</time>
);

/** Station, person, devices, language, look and time: always in sight. */
export const TopBar = () => {
  const { t } = useTranslation();
  const { station, session, devices, language, look, mode, developmentRuntime, timeZone, sound } = useStation();
  const signedIn = session.state === 'signed-in' ? session.person.name : '';
  return (
    <header className="top card">
      <strong className="cut">{station}</strong>
      {session.state === 'signed-in' ? (
        <span className="who">
          <span className="cut">
            <span className="quiet">{t(`role.${session.person.role}`)}</span> <strong>{session.person.name}</strong>
          </span>
          <button
            type="button"
            className="icon-button"
            aria-label={t('lock')}
            title={t('lock')}
            onClick={() => void callStation('session.lock', {})}
            data-lock
          >
            <Lock size={18} aria-hidden="true" />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={t('signOut')}
            title={t('signOut')}
            onClick={() => void callStation('session.signOut', {})}
            data-sign-out
          >
            <LogOut size={18} aria-hidden="true" />
          </button>
        </span>
      ) : null}
      <Devices devices={devices} beside={`${language} ${session.state} ${signedIn}`} />
      {mode === 'demo' ? <span className="chip need">{t('mode.demo')}</span> : null}
      {developmentRuntime ? (
        <span className="chip plain runtime" title={t('mode.development')}>
          <span className="long">{t('mode.development')}</span>
          <span className="short">{t('mode.development.short')}</span>
        </span>
      ) : null}
      <select
        className="input compact"
        aria-label={t('language')}
        value={language}
        onChange={(event) =>
          void callStation('view.setLanguage', { language: event.target.value as 'en' | 'de' | 'es' })
        }
      >
        <option value="en">English</option>
        <option value="de">Deutsch</option>
        <option value="es">Español</option>
      </select>
      {session.state === 'signed-in' ? <HelpButton /> : null}
      <SoundButton sound={sound} />
      <span className="looks" role="group" aria-label={t('look')}>
        {looks.map(([value, Icon]) => (
          <button
            key={value}
            type="button"
            className="icon-button"
            aria-pressed={look === value}
            aria-label={t(`look.${value}`)}
            title={t(`look.${value}`)}
            onClick={() => void callStation('view.setLook', { look: value })}
          >
            <Icon size={18} aria-hidden="true" />
          </button>
        ))}
      </span>
      <Clock timeZone={timeZone} />
    </header>
  );
};
