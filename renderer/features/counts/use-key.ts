import { useEffect, useRef } from 'react';

/** A key that does the screen's own act, while no window asks for something. */
export const useKey = (wanted: string, press: () => void): void => {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const onDown = (event: KeyboardEvent): void => {
      if (event.key !== wanted || event.repeat || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onDown);
    return () => window.removeEventListener('keydown', onDown);
  }, [wanted]);
};
