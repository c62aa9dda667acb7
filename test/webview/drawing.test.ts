import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contrast, formatColor, parseColor, withContrast, type Rgba } from '../../webview/color.ts';
import { placeLabel } from '../../webview/placeLabel.ts';
import { formatTick, logTicks } from '../../webview/ticks.ts';

const opaque = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map(([red, green, blue]): Rgba => ({ red, green, blue, alpha: 1 }));
const black: Rgba = { red: 0, green: 0, blue: 0, alpha: 1 };
const white: Rgba = { red: 255, green: 255, blue: 255, alpha: 1 };

function checkTicks(min: number, max: number, expected: string): void {
  assert.equal(
    logTicks(min, max)
      .map((value) => formatTick(value, 'count'))
      .join(' '),
    expected,
  );
}

describe('Ticks of a log axis', () => {
  it('are powers of ten where there are enough, else round numbers between', () => {
    checkTicks(1, 10_000, '1 10 100 1k 10k');
    checkTicks(1, 64, '1 2 5 10 20 50');
    checkTicks(0.4, 1, '0.4 0.5 0.6 0.7 0.8 0.9 1');
    checkTicks(3e12, 3e15, '10T 100T 1P');
  });

  it('lie on the axis, in order, and are neither too few nor too many', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 20, noNaN: true }),
        fc.double({ min: 0.31, max: 25, noNaN: true }),
        (start, decades) => {
          const [min, max] = [10 ** start, 10 ** (start + decades)];
          const ticks = logTicks(min, max);
          assert.ok(
            ticks.length >= 2 && ticks.length <= 10,
            `${String(ticks.length)} ticks from ${String(min)} to ${String(max)}`,
          );
          assert.ok(
            ticks.every((tick, index) => tick >= min * 0.998 && tick <= max * 1.002 && tick > (ticks[index - 1] ?? 0)),
          );
        },
      ),
    );
  });
});

describe('A number on an axis', () => {
  it('is short and has its unit', () => {
    assert.equal(formatTick(0.2, 'percent'), '20%');
    assert.equal(formatTick(0.0001, 'percent'), '0.01%');
    assert.equal(formatTick(0.1 + 0.2, 'plain'), '0.3');
    assert.equal(formatTick(1e-7, 'plain'), '10⁻⁷');
    assert.equal(formatTick(0.001, 'usd'), '$0.001');
    assert.equal(formatTick(1e15, 'flops'), '1P');
    assert.equal(formatTick(20_000, 'count'), '20k');
  });
});

describe('Colors', () => {
  it('are read in every way that themes write them', () => {
    for (const css of ['#1a85ff', '#1A85FFFF', 'rgb(26, 133, 255)', 'rgba(26 133 255 / 1)'])
      assert.deepEqual(parseColor(css), { red: 26, green: 133, blue: 255, alpha: 1 }, css);
    assert.deepEqual(parseColor('#fff8'), { ...white, alpha: 136 / 255 });
    for (const css of ['', 'blue', '#12', 'rgb(1, 2)', 'rgb(a, b, c)']) assert.equal(parseColor(css), undefined, css);
  });

  it('survive being written and read', () => {
    fc.assert(
      fc.property(opaque, (color) => {
        assert.deepEqual(parseColor(formatColor(color)), color);
      }),
    );
  });

  it('have the contrast of WCAG', () => {
    assert.ok(Math.abs(contrast(black, white) - 21) < 1e-12);
    assert.ok(Math.abs(contrast(white, { red: 118, green: 118, blue: 118, alpha: 1 }) - 4.54) < 0.005);
  });

  it('stand out from the background after adjustment, and stay as they are where they did before', () => {
    fc.assert(
      fc.property(
        opaque,
        fc.constantFrom([black, white] as const, [white, black] as const),
        (color, [background, foreground]) => {
          const adjusted = withContrast(color, background, foreground, 4.5);
          assert.ok(contrast(adjusted, background) >= 4.5);
          if (contrast(color, background) >= 4.5) assert.deepEqual(adjusted, color);
        },
      ),
    );
  });
});

describe('A label', () => {
  const area = { left: 0, top: 0, right: 100, bottom: 100 };
  const box = (left: number, top: number) => ({ left, top, right: left + 20, bottom: top + 10 });

  it('takes the first place that is inside the chart and hides nothing', () => {
    const candidates = [box(90, 0), box(10, 10), box(40, 40), box(70, 70)];
    assert.deepEqual(placeLabel(candidates, area, { boxes: [], points: [] }), candidates[1]);
    assert.deepEqual(placeLabel(candidates, area, { boxes: [box(15, 15)], points: [] }), candidates[2]);
    assert.deepEqual(placeLabel(candidates, area, { boxes: [box(15, 15)], points: [{ x: 50, y: 45 }] }), candidates[3]);
  });

  it('rather crosses a curve than another label, and is left out where it would', () => {
    assert.deepEqual(placeLabel([box(10, 10)], area, { boxes: [], points: [{ x: 15, y: 15 }] }), box(10, 10));
    assert.equal(placeLabel([box(10, 10)], area, { boxes: [box(12, 12)], points: [] }), undefined);
  });
});
