import type { JobProgress } from '../protocol/job.ts';

/** What a narrow row shows first: `14 % · 0:24 left`. */
export function describeBriefly({ fraction, secondsLeft }: JobProgress): string {
  return [percentText(fraction), ...leftText(secondsLeft)].join(' · ');
}

/** `epoch 312/1000 · loss 231.40 · 38 epochs/s`. */
export function describeMeasures({ phase, epoch, epochs, loss, rate }: JobProgress): string {
  const isTraining = phase === 'training';
  return [
    isTraining && epoch !== undefined && epochs !== undefined && `epoch ${epoch}/${epochs}`,
    isTraining && loss !== undefined && `loss ${loss.toFixed(2)}`,
    rate && `${rateText(rate.value)} ${rate.unit}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}

/** `seed 0: training · epoch 312/1000 · loss 231.40 · 38 epochs/s · 0:24 left · 14 %`. */
export function describeProgress(progress: JobProgress): string {
  const { activity, secondsLeft, fraction } = progress;
  return [activity, describeMeasures(progress), ...leftText(secondsLeft), percentText(fraction)]
    .filter((part) => part !== '')
    .join(' · ');
}

function percentText(fraction: number): string {
  return `${Math.floor(100 * fraction)} %`;
}

function leftText(secondsLeft: number | undefined): readonly string[] {
  return secondsLeft === undefined ? [] : [`${clockText(secondsLeft)} left`];
}

function rateText(rate: number): string {
  return rate >= 100 ? Math.round(rate).toLocaleString('en-US') : rate.toFixed(1);
}

function clockText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const pad = (n: number): string => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
