import type { Feature } from '../store/types';
import { applicator } from './applicator';
import { catalogue } from './catalogue';
import { checkpoints } from './checkpoints';
import { counts } from './counts';
import { exporting } from './export/feature';
import { importing } from './import/feature';
import { labels } from './labels';
import { orders } from './orders';
import { packing } from './packing';
import { peopleFeature } from './people';
import { printing } from './printing';
import { stock } from './stock';
import { trace } from './trace';

/** Every feature of the product. Where two apply the same event, the one further up goes first. */
export const features: readonly Feature[] = [
  peopleFeature,
  catalogue,
  orders,
  importing,
  printing,
  labels,
  packing,
  applicator,
  stock,
  counts,
  exporting,
  checkpoints,
  trace,
];
