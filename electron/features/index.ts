import type { Feature } from '../store/types';
import { packing } from './packing';

/** Every feature of the product; order matters only for tables that others read while applying. */
export const features: readonly Feature[] = [packing];
