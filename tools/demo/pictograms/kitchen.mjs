import { accent, accentLine, body, circle, ellipse, line, picture, rect, solid, tint } from './draw.mjs';

export const kitchen = {
  mug: picture(
    accent('M14 30h28v8H14z'),
    body('M14 18h28v26a8 8 0 0 1-8 8H22a8 8 0 0 1-8-8z'),
    line('M42 24h4a7 7 0 0 1 0 14h-4'),
    accentLine('M22 13c0-3 3-3 3-6M31 13c0-3 3-3 3-6'),
  ),
  bowl: picture(
    accent('M10 30h44a22 22 0 0 1-2 8H12a22 22 0 0 1-2-8z'),
    body('M8 28h48c0 14-9 23-24 23S8 42 8 28z'),
    line('M25 56h14'),
    line('M20 20c2-4 6-4 8-8M34 20c2-4 6-4 8-8'),
  ),
  plate: picture(
    body(circle(32, 32, 24)),
    accent(circle(32, 32, 13)),
    line(circle(32, 32, 13)),
    line('M23 24a13 13 0 0 1 6-4'),
  ),
  glass: picture(
    tint('M18 28h28l-3 25H21z'),
    accent('M18.6 34h26.8L43 53H21z'),
    body('M16 10h32l-5 44H21z'),
    line('M18.5 32c5-3 9 3 14 0s9-2 13 0'),
    line('M39 18l-1 8'),
  ),
  'wine-glass': picture(
    accent('M19.5 22h25c0 10-5 15-12.5 15S19.5 32 19.5 22z'),
    body('M20 8h24c3 18-1 30-12 30S17 26 20 8z'),
    line('M32 38v17M22 56h20'),
  ),
  thermos: picture(
    accent(rect(22, 34, 20, 10)),
    body(rect(22, 18, 20, 40, 5)),
    line('M25 18v-5h14v5'),
    body(rect(26, 5, 12, 8, 3)),
    line('M28 25v4'),
  ),
  pan: picture(
    body('M6 28h36v6a10 10 0 0 1-10 10H16A10 10 0 0 1 6 34z'),
    accent('M42 27h16a3.5 3.5 0 0 1 0 7H42z'),
    line('M42 27h16a3.5 3.5 0 0 1 0 7H42'),
    accentLine('M17 20c0-4 3-4 3-8M26 20c0-4 3-4 3-8'),
  ),
  pot: picture(
    accent('M14 32h36v9H14z'),
    body('M14 26h36v20a6 6 0 0 1-6 6H20a6 6 0 0 1-6-6z'),
    line('M14 31H8v6h6M50 31h6v6h-6M12 22h40'),
    body('M18 22c1-7 7-9 14-9s13 2 14 9z'),
    solid(circle(32, 10, 3)),
  ),
  knife: picture(
    accent('M38 34l16 16a4 4 0 0 1-6 6L34 40z'),
    line('M38 34l16 16a4 4 0 0 1-6 6L34 40z'),
    body('M8 8c14 5 24 14 31 25l-6 6C20 32 12 22 8 8z'),
  ),
  board: picture(
    body(rect(10, 18, 44, 36, 6)),
    line('M26 18v-5a6 6 0 0 1 12 0v5'),
    accentLine('M18 30h28M18 38h28M18 46h20'),
  ),
  candle: picture(
    accent('M32 6c5 6 6 9 3.5 13a4.3 4.3 0 0 1-7 0C26 15 27 12 32 6z'),
    body('M18 30h28v20a6 6 0 0 1-6 6H24a6 6 0 0 1-6-6z'),
    line('M32 20v10M18 38c4 3 6 3 9 0s6-3 9 0 6 3 10 0'),
  ),
  lamp: picture(
    accent('M22 10h20l8 20H14z'),
    line('M22 10h20l8 20H14z'),
    line('M32 30v20M40 30v8'),
    body('M20 56a12 6 0 0 1 24 0z'),
  ),
  cushion: picture(
    body('M12 14c12 4 28 4 40 0-3 12-3 24 0 36-12-4-28-4-40 0 3-12 3-24 0-36z'),
    accent(circle(32, 32, 5)),
    line('M32 22v3M32 39v3M22 32h3M39 32h3M25 25l2 2M37 37l2 2M39 25l-2 2M27 37l-2 2'),
  ),
  towel: picture(
    body('M16 10h28a6 6 0 0 1 6 6v38H22V16a6 6 0 0 0-12 0v22h12'),
    accent('M22 38h28v5H22zM22 46h28v3H22z'),
    line('M22 54V16a6 6 0 0 0-6-6h28a6 6 0 0 1 6 6v38z'),
  ),
  vase: picture(
    accent('M20 40h24a12 12 0 0 1-1 7H21a12 12 0 0 1-1-7z'),
    body('M26 26h12c0 5 7 9 7 18 0 7-5 12-13 12S19 51 19 44c0-9 7-13 7-18z'),
    line('M32 26V12M32 20c-4 0-8-2-9-7 5 0 9 2 9 7zM32 16c4 0 7-2 8-7-5 0-8 3-8 7z'),
  ),
  clock: picture(
    body(circle(32, 33, 23)),
    line('M32 19v14l9 6'),
    accent(circle(32, 33, 3.5)),
    line('M13 11l-5 5M51 11l5 5'),
  ),
  spray: picture(
    accent('M20 40h22v9H20z'),
    body('M26 24h10c0 6 6 7 6 14v14a4 4 0 0 1-4 4H24a4 4 0 0 1-4-4V38c0-7 6-8 6-14z'),
    body('M24 10h16l4 8-6 6H26z'),
    line('M44 13l6-2M45 18h6'),
  ),
  sponge: picture(
    accent('M8 40h48v8a6 6 0 0 1-6 6H14a6 6 0 0 1-6-6z'),
    body(rect(8, 22, 48, 32, 6)),
    line('M8 40h48'),
    line(circle(20, 30, 2), circle(32, 32, 2.5), circle(44, 29, 2)),
    line('M20 14h.1M28 10h.1M38 13h.1'),
  ),
  basket: picture(
    body('M8 26h48l-5 26a4 4 0 0 1-4 3H17a4 4 0 0 1-4-3z'),
    accentLine('M22 34v13M32 34v13M42 34v13'),
    line('M18 26L27 9M46 26L37 9'),
  ),
  bottle: picture(
    accent(rect(21, 34, 22, 14)),
    body('M27 6h10v10c0 5 6 6 6 14v24a4 4 0 0 1-4 4H25a4 4 0 0 1-4-4V30c0-8 6-9 6-14z'),
    line('M27 12h10'),
  ),
  jar: picture(
    accent('M17 34h30v12H17z'),
    body(rect(15, 18, 34, 38, 8)),
    body(rect(18, 8, 28, 10, 3)),
    line('M25 40h14'),
  ),
  chocolate: picture(
    body(rect(14, 8, 36, 48, 4)),
    accent('M14 32h36v20a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4z'),
    line('M14 32h36l-6 5-6-5-6 5-6-5-6 5-6-5M26 8v24M38 8v24M14 20h36'),
  ),
  coffee: picture(
    body('M16 16h32l3 36a4 4 0 0 1-4 4H17a4 4 0 0 1-4-4z'),
    line('M16 16l3-8h26l3 8'),
    accent(ellipse(32, 37, 8, 11)),
    line('M33 26c-5 8 3 13-2 22'),
  ),
  tea: picture(
    body(rect(18, 26, 28, 30, 4)),
    accent('M32 34c7 2 8 8 4 14-7-1-9-7-4-14z'),
    line('M18 36l8-10M46 36l-8-10M32 26V12h14V6h-8v6'),
  ),
};
