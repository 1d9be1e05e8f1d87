import { accent, accentLine, body, circle, line, onAccent, onAccentLine, picture, rect, solid } from './draw.mjs';

export const technical = {
  charger: picture(
    body(rect(12, 20, 30, 36, 6)),
    line('M21 20v-9M33 20v-9'),
    accent('M29 27l-9 12h7l-2 9 10-13h-7z'),
    line('M42 44h6a6 6 0 0 0 6-6V14'),
  ),
  cable: picture(
    line('M18 22v12a14 14 0 0 0 28 0V22'),
    accentLine('M18 28v6a14 14 0 0 0 28 0v-6'),
    body(rect(12, 10, 12, 14, 3)),
    body(rect(40, 10, 12, 14, 3)),
    line('M16 10V6h4v4M44 10V6h4v4M32 48v9'),
  ),
  headphones: picture(
    line('M12 40V32a20 20 0 0 1 40 0v8'),
    accent(rect(8, 36, 12, 20, 5), rect(44, 36, 12, 20, 5)),
    line(rect(8, 36, 12, 20, 5), rect(44, 36, 12, 20, 5)),
  ),
  earbuds: picture(
    body(circle(20, 20, 9)),
    body('M24 28v24a4 4 0 0 1-8 0V28'),
    accent(circle(20, 20, 4)),
    body(circle(44, 20, 9)),
    body('M48 28v24a4 4 0 0 1-8 0V28'),
    accent(circle(44, 20, 4)),
  ),
  speaker: picture(
    body(rect(16, 6, 32, 52, 7)),
    accent(circle(32, 40, 11)),
    line(circle(32, 40, 11), circle(32, 40, 4), circle(32, 18, 5)),
  ),
  mouse: picture(
    body(rect(17, 12, 30, 46, 15)),
    accent('M17 30V27a15 15 0 0 1 15-15v18z'),
    line(rect(17, 12, 30, 46, 15), 'M17 30h30M32 12v18M32 12V6'),
  ),
  keyboard: picture(
    body(rect(6, 18, 52, 30, 5)),
    accent(rect(20, 38, 24, 4, 1.5)),
    solid(
      rect(12, 24, 4, 4, 1),
      rect(20, 24, 4, 4, 1),
      rect(28, 24, 4, 4, 1),
      rect(36, 24, 4, 4, 1),
      rect(44, 24, 8, 4, 1),
    ),
    solid(
      rect(12, 31, 6, 4, 1),
      rect(22, 31, 4, 4, 1),
      rect(30, 31, 4, 4, 1),
      rect(38, 31, 4, 4, 1),
      rect(46, 31, 6, 4, 1),
    ),
    solid(rect(12, 38, 4, 4, 1), rect(48, 38, 4, 4, 1)),
  ),
  camera: picture(
    body('M8 22a4 4 0 0 1 4-4h8l4-7h16l4 7h8a4 4 0 0 1 4 4v28a4 4 0 0 1-4 4H12a4 4 0 0 1-4-4z'),
    accent(circle(32, 35, 11)),
    line(circle(32, 35, 11), circle(32, 35, 5), 'M47 25h3'),
  ),
  'power-bank': picture(
    body(rect(14, 10, 36, 46, 6)),
    accent(rect(20, 34, 24, 16, 2)),
    line(rect(20, 18, 24, 32, 2), 'M26 10V6M38 10V6'),
    onAccent('M33.5 36l-6 7h4l-1 5 6-7h-4z'),
  ),
  bulb: picture(
    accent('M32 8a17 17 0 0 1 9 31v5H23v-5a17 17 0 0 1 9-31z'),
    line('M32 8a17 17 0 0 1 9 31v5H23v-5a17 17 0 0 1 9-31zM25 50h14M28 56h8M27 28l5 4 5-4M32 32v12'),
  ),
  drive: picture(
    body(rect(10, 14, 44, 36, 6)),
    line('M10 38h44'),
    accent(circle(44, 44, 3)),
    line('M18 44h14M20 22h24M20 29h16'),
  ),
  router: picture(
    body(rect(8, 36, 48, 18, 5)),
    accent(circle(18, 45, 2.5), circle(27, 45, 2.5)),
    line('M44 36V24M40 45h9'),
    accentLine('M38 19a8 8 0 0 1 12 0M33 13a15 15 0 0 1 22 0'),
  ),
  phone: picture(
    body(rect(18, 5, 28, 54, 6)),
    accent(rect(22, 13, 20, 34, 1)),
    line(rect(22, 13, 20, 34, 1), 'M29 9h6M29 53h6'),
  ),
  'phone-case': picture(
    body(rect(16, 5, 32, 54, 8)),
    accent(rect(20, 10, 14, 16, 5)),
    line(rect(20, 10, 14, 16, 5), circle(27, 15, 2), circle(27, 21.5, 2)),
  ),
  tablet: picture(
    body(rect(8, 12, 48, 40, 5)),
    accent(rect(14, 18, 36, 28, 1)),
    line(rect(14, 18, 36, 28, 1)),
    onAccentLine('M22 38l7-8 6 6 4-4 5 6'),
  ),
  monitor: picture(
    body(rect(6, 10, 52, 36, 4)),
    accent('M10 38h44v4H10z'),
    line('M26 46l-2 10M38 46l2 10M20 56h24M10 38h44'),
  ),
  watch: picture(
    accent('M22 18l2-12h16l2 12zM22 46l2 12h16l2-12z'),
    line('M22 18l2-12h16l2 12M22 46l2 12h16l2-12'),
    body(rect(17, 17, 30, 30, 9)),
    line('M32 25v8l6 3M47 30h3v5h-3'),
  ),
  controller: picture(
    body('M18 20h28c8 0 12 26 8 30s-9-4-13-9H23c-4 5-9 13-13 9s0-30 8-30z'),
    accent(circle(43, 28, 2.6), circle(48, 33, 2.6)),
    line('M21 27v10M16 32h10'),
  ),
  battery: picture(
    body(rect(20, 12, 24, 46, 5)),
    accent('M20 36h24v17a5 5 0 0 1-5 5H25a5 5 0 0 1-5-5z'),
    line(rect(20, 12, 24, 46, 5), rect(27, 6, 10, 6, 2), 'M28 24h8M32 20v8'),
    onAccentLine('M28 47h8'),
  ),
  'battery-pack': picture(
    body(rect(8, 22, 48, 34, 5)),
    accent('M8 40h48v11a5 5 0 0 1-5 5H13a5 5 0 0 1-5-5z'),
    line(rect(8, 22, 48, 34, 5), 'M8 40h48M16 22v-8h32v8M22 30v4M32 30v4M42 30v4'),
  ),
  'coin-cell': picture(
    body(circle(32, 32, 24)),
    accent(circle(32, 32, 16)),
    line(circle(32, 32, 16)),
    onAccentLine('M32 25v14M25 32h14'),
  ),
  hammer: picture(
    accent('M29 28h8l2 28a3 3 0 0 1-3 3h-6a3 3 0 0 1-3-3z'),
    line('M29 28h8l2 28a3 3 0 0 1-3 3h-6a3 3 0 0 1-3-3z'),
    body('M10 12c6-5 12-5 18-4h18v6h6v10h-6v4H26c-2-6-8-8-16-8z'),
  ),
  screwdriver: picture(
    accent('M40 8a6 6 0 0 1 9 0l7 7a6 6 0 0 1 0 9L44 36 28 20z'),
    line('M40 8a6 6 0 0 1 9 0l7 7a6 6 0 0 1 0 9L44 36 28 20zM40 18l6 6'),
    body('M33 25l6 6-22 22-9 3 3-9z'),
  ),
  drill: picture(
    body('M14 16h26v18H14a5 5 0 0 1-5-5v-8a5 5 0 0 1 5-5z'),
    accent('M16 34h12l3 14H19z'),
    line('M16 34h12l3 14H19zM40 20h8v10h-8M48 25h10M15 48h20v8H15zM31 36l-1 6'),
  ),
  wrench: picture(
    body('M44 8a13 13 0 0 0-14 17L9 46a6.5 6.5 0 0 0 9 9l21-21a13 13 0 0 0 17-14l-8 8-8-4-4-8z'),
    accent(circle(14, 50, 3)),
  ),
  'tape-measure': picture(
    body('M12 12h24a14 14 0 0 1 14 14v24H16a8 8 0 0 1-8-8V16a4 4 0 0 1 4-4z'),
    accent(circle(28, 31, 9)),
    line(circle(28, 31, 9), 'M50 50h8v-6M38 50v-5M44 50v-4'),
  ),
  saw: picture(
    body('M6 22l36 6v16h-4l-3-5-3 5-3-6-3 5-3-6-3 4-3-6-3 4-3-6z'),
    accent('M42 22h12a4 4 0 0 1 4 4v18a4 4 0 0 1-4 4H42z'),
    line('M42 22h12a4 4 0 0 1 4 4v18a4 4 0 0 1-4 4H42z'),
    onAccent(rect(47, 29, 6, 12, 3)),
  ),
  screws: picture(
    body('M14 10h14l2 7H12z'),
    line('M17 17v27l4 8 4-8V17M17 25l8-3M17 32l8-3M17 39l8-3'),
    accent('M38 10h14l2 7H36z'),
    line('M38 10h14l2 7H36zM41 17v27l4 8 4-8V17M41 25l8-3M41 32l8-3M41 39l8-3'),
  ),
  glue: picture(
    accent('M20 36h24v10H20z'),
    body('M20 28h24v26a4 4 0 0 1-4 4H24a4 4 0 0 1-4-4z'),
    body('M24 28l4-12h8l4 12z'),
    line('M30 16l1-9h2l1 9'),
  ),
  tape: picture(body(circle(28, 32, 21)), accent(circle(28, 32, 11)), line(circle(28, 32, 11), 'M28 53h28v-6H42')),
  paint: picture(
    accent('M14 26h36v6c0 5-5 5-5 0s-6-4-6 2-6 7-6 1-6-6-6-1-7 4-7-1-6-1-6-1z'),
    body('M14 22h36v30a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4z'),
    line('M14 22a18 5 0 0 1 36 0M14 20c0-16 36-16 36 0'),
  ),
  flashlight: picture(
    body('M10 24h20l8-6v28l-8-6H10a3 3 0 0 1-3-3V27a3 3 0 0 1 3-3z'),
    accent('M38 18h6v28h-6z'),
    line('M38 18h6v28h-6zM17 32h6'),
    accentLine('M50 22l7-4M51 32h7M50 42l7 4'),
  ),
  scanner: picture(
    body('M10 12h34a6 6 0 0 1 6 6v8a6 6 0 0 1-6 6H32l-6 22a4 4 0 0 1-5 2l-4-1a4 4 0 0 1-3-5l4-18h-8z'),
    accent('M44 12a6 6 0 0 1 6 6v8a6 6 0 0 1-6 6z'),
    accentLine('M55 16l4-3M56 22h4M55 28l4 3'),
  ),
  scale: picture(
    body('M12 26h40l4 26a4 4 0 0 1-4 4H12a4 4 0 0 1-4-4z'),
    accent(rect(22, 36, 20, 11, 2)),
    line(rect(22, 36, 20, 11, 2), 'M32 26v-8M14 18h36'),
  ),
  microphone: picture(
    body(rect(23, 6, 18, 30, 9)),
    accent('M23 20h18v7a9 9 0 0 1-18 0z'),
    line(rect(23, 6, 18, 30, 9), 'M14 28a18 18 0 0 0 36 0M32 46v11M22 57h20'),
  ),
  printer: picture(
    body('M10 24h44a4 4 0 0 1 4 4v18h-12v-8H18v8H6V28a4 4 0 0 1 4-4z'),
    line('M16 24V8h32v16'),
    accent('M18 38h28v18H18z'),
    line('M18 38h28v18H18z'),
    solid(circle(50, 31, 1.8)),
  ),
};

export const general = {
  box: picture(
    body('M8 20l24-12 24 12v26L32 58 8 46z'),
    accent('M20 14l24 12v9l-7-4-5 1V32L8 20z'),
    line('M8 20l24 12 24-12M32 32v26M20 14l24 12v9'),
  ),
  unknown: picture(
    body('M8 20l24-12 24 12v26L32 58 8 46z'),
    accentLine('M25 27a7 7 0 1 1 10 6c-2 1-3 2-3 5'),
    accent(circle(32, 45, 2.2)),
  ),
  gift: picture(
    body(rect(10, 28, 44, 28, 3)),
    accent('M27 20h10v36H27z'),
    body(rect(7, 19, 50, 10, 3)),
    line('M32 19c-4-12-18-11-15-3 1 3 8 3 15 3zM32 19c4-12 18-11 15-3-1 3-8 3-15 3zM27 29v27M37 29v27'),
  ),
  envelope: picture(
    body(rect(6, 14, 52, 36, 4)),
    accent('M8 16h48L32 36z'),
    line('M7 16l25 20 25-20M7 48l17-17M57 48L40 31'),
  ),
};
