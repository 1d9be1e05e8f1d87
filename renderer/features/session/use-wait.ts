import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/result';

/** Seconds until the next try is taken, counting down; 0 when it is. */
export const useWait = (failure: Failure | null): number => {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const given = failure?.details?.['waitSeconds'];
    const until = performance.now() + (typeof given === 'number' ? given : 0) * 1000;
    const look = (): number => Math.max(0, Math.ceil((until - performance.now()) / 1000));
    setLeft(look());
    const timer = setInterval(() => {
      const now = look();
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [failure]);
  return left;
};

/** `0:28`, `59:00`, `4:00:00`. */
export const formatWait = (seconds: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.trunc(seconds / 3600);
  const minutes = Math.trunc(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes)}:${rest}`;
};
