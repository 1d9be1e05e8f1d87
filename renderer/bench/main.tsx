import '@fontsource-variable/inter/index.css';
import { StrictMode, useEffect, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { benchTags, type BenchAct, type BenchSuggestion, type BenchView } from '../../shared/bench';
import type { PackwrightBridge } from '../../shared/bridge';
import type { StationView } from '../../shared/station';
import './bench.css';
import { wordsIn, type Word } from './words';

const bridge = (window as unknown as { readonly packwright: PackwrightBridge }).packwright;

const act = (input: BenchAct): void => void bridge.call('bench.act', input);

const useBench = (): { view: BenchView | null; language: StationView['language']; look: string } => {
  const [view, setView] = useState<BenchView | null>(null);
  const [station, setStation] = useState<{ language: StationView['language']; look: string }>({
    language: 'en',
    look: 'dark',
  });
  useEffect(() => {
    const offBench = bridge.on('bench', (next: BenchView) => setView(next));
    const offStation = bridge.on('station', ({ language, look }: StationView) => setStation({ language, look }));
    return () => {
      offBench();
      offStation();
    };
  }, []);
  return { view, ...station };
};

const Card = ({
  title,
  plugged,
  device,
  word,
  children,
}: {
  title: string;
  plugged: boolean;
  device: 'scale' | 'scanner' | 'printer' | 'rfid';
  word: Word;
  children: ReactNode;
}) => (
  <section className="card" aria-label={title} data-device={device}>
    <header>
      <h2>
        <i className={plugged ? 'on' : 'off'} aria-hidden="true" />
        {title}
      </h2>
      <button type="button" onClick={() => act({ act: 'cable', device, plugged: !plugged })}>
        {plugged ? word('unplug') : word('plug')}
      </button>
    </header>
    {children}
  </section>
);

const Suggestions = ({ items, word }: { items: readonly BenchSuggestion[]; word: Word }) => (
  <section className="card wide" aria-label={word('next')}>
    <h2>{word('next')}</h2>
    <div className="suggestions">
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          className={item.next ? 'primary' : ''}
          data-suggestion={item.id}
          onClick={() => act(actOf(item))}
        >
          {word(`suggest.${item.label}`, item.details)}
        </button>
      ))}
    </div>
  </section>
);

const actOf = ({ act: wish }: BenchSuggestion): BenchAct =>
  wish.kind === 'scan'
    ? { act: 'scan', data: wish.data, aim: wish.aim }
    : wish.kind === 'put'
      ? { act: 'put', weightMg: wish.weightMg }
      : { act: 'remove' };

const Scale = ({ scale, word }: { scale: BenchView['scale']; word: Word }) => {
  const [grams, setGrams] = useState('1250');
  const weightMg = /^\d{1,5}$/.test(grams) ? Number(grams) * 1000 : null;
  return (
    <Card title={word('scale')} plugged={scale.plugged} device="scale" word={word}>
      <output className={`display ${scale.state}`}>
        {scale.text} <small>{scale.unit}</small>
      </output>
      <div className="row">
        <label>
          {word('grams')} <input inputMode="numeric" value={grams} onChange={(event) => setGrams(event.target.value)} />
        </label>
        <button
          type="button"
          disabled={weightMg === null}
          onClick={() => weightMg !== null && act({ act: 'put', weightMg })}
        >
          {word('put')}
        </button>
        <button type="button" onClick={() => act({ act: 'remove' })}>
          {word('remove')}
        </button>
      </div>
      <div className="row">
        {(['normal', 'motion', 'overload', 'mute'] as const).map((as) => (
          <button key={as} type="button" onClick={() => act({ act: 'behave', as })}>
            {word(as)}
          </button>
        ))}
      </div>
    </Card>
  );
};

const Scanner = ({ scanner, word }: { scanner: BenchView['scanner']; word: Word }) => {
  const [code, setCode] = useState('');
  return (
    <Card title={word('scanner')} plugged={scanner.plugged} device="scanner" word={word}>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (code !== '') act({ act: 'scan', data: code, aim: null });
        }}
      >
        <label>
          {word('code')} <input value={code} onChange={(event) => setCode(event.target.value)} />
        </label>
        <button type="submit">{word('scan')}</button>
      </form>
      <p className="quiet">
        {word('last')}: {scanner.last ?? '–'}
      </p>
    </Card>
  );
};

const Printer = ({ printer, word }: { printer: BenchView['printer']; word: Word }) => (
  <Card title={word('printer')} plugged={printer.plugged} device="printer" word={word}>
    <div className="row">
      <button type="button" onClick={() => act({ act: printer.paperOut ? 'load-paper' : 'paper-out' })}>
        {printer.paperOut ? word('loadPaper') : word('paperOut')}
      </button>
      <button type="button" onClick={() => act({ act: printer.headOpen ? 'close-head' : 'open-head' })}>
        {printer.headOpen ? word('closeHead') : word('openHead')}
      </button>
      <span className="quiet">№ {printer.odometer}</span>
    </div>
    <h3>{word('labels')}</h3>
    {printer.labels.length === 0 ? <p className="quiet">{word('none')}</p> : null}
    <div className="labels">
      {printer.labels.map((label) => (
        <figure key={label.number} className={label.complete ? '' : 'partial'}>
          {label.pngBase64 === null ? (
            <div className="blank" />
          ) : (
            <img alt={`№ ${label.odometer}`} src={`data:image/png;base64,${label.pngBase64}`} />
          )}
          <figcaption>
            № {label.odometer} {label.complete ? '' : `· ${word('partial')}`}
          </figcaption>
        </figure>
      ))}
    </div>
  </Card>
);

const Bench = () => {
  const { view, language, look } = useBench();
  const word = wordsIn(language);
  useEffect(() => {
    document.documentElement.dataset['look'] = look;
    document.documentElement.lang = language;
    document.title = `Packwright – ${word('title')}`;
  }, [look, language, word]);
  if (view === null) return null;
  return (
    <main>
      <h1>{word('title')}</h1>
      <p className="quiet">{word('simulated')}</p>
      <Suggestions items={view.suggestions} word={word} />
      <Scale scale={view.scale} word={word} />
      <Scanner scanner={view.scanner} word={word} />
      <Printer printer={view.printer} word={word} />
      <Card title={word('rfid')} plugged={view.rfid.plugged} device="rfid" word={word}>
        <div className="row">
          {benchTags.map((what) => (
            <button
              key={what}
              data-tags={what}
              type="button"
              aria-pressed={view.rfid.tags === what}
              onClick={() => act({ act: 'tags', what })}
            >
              {word(`tags.${what}`)}
            </button>
          ))}
          <button type="button" onClick={() => act({ act: 'lose-reports' })}>
            {word('loseReports')}
          </button>
        </div>
      </Card>
    </main>
  );
};

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <Bench />
    </StrictMode>,
  );
