import i18next from 'i18next';
import { lazy, memo, Suspense, useEffect, type ComponentType } from 'react';
import { PackPage } from './features/packing/pack-page';
import { FirstPerson } from './features/session/first-person';
import { Recovery } from './features/session/recovery';
import { SignIn } from './features/session/sign-in';
import { Banners } from './features/shell/banners';
import { Rail } from './features/shell/rail';
import { Starting } from './features/shell/starting';
import { TopBar } from './features/shell/top-bar';
import { TourEnd } from './features/tour/tour';
import { watchActivity } from './station/activity';
import { callStation, onFeedback, onPush, useStarting, useStationOrNull } from './station/client';
import { listenForPresses } from './station/press';
import { goTo, routes, useRoute, type Route } from './station/route';
import { playFeedback, setLoudness } from './station/sounds';

const later = (load: () => Promise<{ readonly Page: ComponentType }>) =>
  lazy(async () => ({ default: (await load()).Page }));

const pages: Readonly<Record<Exclude<Route, 'pack'>, ComponentType>> = {
  today: later(() => import('./features/board/today')),
  orders: later(() => import('./features/orders/orders')),
  parcels: later(() => import('./features/parcels/parcels')),
  prints: later(() => import('./features/parcels/prints')),
  labels: later(() => import('./features/labels/labels')),
  apply: later(() => import('./features/applicator/applicator')),
  counts: later(() => import('./features/counts/counts')),
  rfid: later(() => import('./features/rfid/rfid')),
  imports: later(() => import('./features/imports/imports')),
  catalogue: later(() => import('./features/catalogue/catalogue')),
  stock: later(() => import('./features/stock/stock')),
  trace: later(() => import('./features/trace/trace')),
  people: later(() => import('./features/people/people')),
  devices: later(() => import('./features/devices/devices')),
  record: later(() => import('./features/settings/record')),
};

/** Drawn anew only by what it reads itself. */
const Content = memo(({ route }: { route: Route }) => {
  if (route === 'pack') return <PackPage />;
  const Page = pages[route];
  return (
    <Suspense fallback={null}>
      <main className="page scroll">
        <Page />
      </main>
    </Suspense>
  );
});

/** The whole window: looks and language follow the station; the screen follows who is signed in. */
export const App = () => {
  const station = useStationOrNull();
  const route = useRoute();
  const starting = useStarting();
  const look = station?.look ?? starting?.look ?? 'dark';
  const language = station?.language ?? starting?.language ?? 'en';
  const sound = station?.sound ?? 'loud';
  useEffect(() => setLoudness(sound), [sound]);
  useEffect(() => {
    document.documentElement.dataset['look'] = look;
  }, [look]);
  useEffect(() => {
    document.documentElement.lang = language;
    void i18next.changeLanguage(language);
  }, [language]);
  useEffect(() => onFeedback(playFeedback), []);
  useEffect(listenForPresses, []);
  useEffect(watchActivity, []);
  // Scans are for the shelves as long as their page is in sight, and no longer.
  const isUp = station !== null;
  useEffect(() => {
    if (isUp && route !== 'stock') void callStation('stock.endMove', {});
  }, [isUp, route]);
  useEffect(() => onPush('navigate', ({ to }) => goTo(routes.find((each) => each === to) ?? 'pack')), []);
  if (station === null) return <Starting percent={starting?.percent ?? null} />;
  const { session, store } = station;
  const isBroken = store.failure?.code === 'record-broken';
  return (
    <div className="shell" data-session={session.state}>
      <TopBar />
      <Banners route={route} />
      <TourEnd />
      {session.state === 'first-person' ? isBroken ? <Recovery /> : <FirstPerson /> : null}
      {session.state === 'signed-out' || session.state === 'locked' ? <SignIn session={session} /> : null}
      {session.state === 'signed-in' ? (
        <div className="work">
          <Rail
            route={route}
            role={session.person.role}
            hasReader={station.devices.some(({ kind }) => kind === 'rfid')}
            hasLine={station.applicators.length > 0}
          />
          <Content route={route} />
        </div>
      ) : null}
    </div>
  );
};
