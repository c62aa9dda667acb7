import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { skipBecause } from './skipBecause.ts';

/**
 * In a suite: a real Slurm of one node, with state folders and ports of its own, for as long as the suite runs. Its commands find
 * it by `SLURM_CONF` in this process's environment. The suite is skipped where Slurm is not installed or may not be started.
 */
export function useSlurmCluster(): void {
  let cluster: Cluster | undefined;
  const configBefore = process.env['SLURM_CONF'];
  before(async function () {
    this.timeout(60_000);
    const absent = ['munged', 'slurmctld', 'slurmd', 'sbatch'].filter((name) => !isInstalled(name));
    if (absent.length > 0) skipBecause(this, `${absent.join(', ')} missing: apt-get install slurm-wlm munge`);
    if (process.getuid?.() !== 0) skipBecause(this, 'only root can start a Slurm of its own');
    cluster = await startCluster();
  });
  after(async function () {
    this.timeout(30_000);
    if (configBefore === undefined) delete process.env['SLURM_CONF'];
    else process.env['SLURM_CONF'] = configBefore;
    await cluster?.stop();
  });
}

interface Cluster {
  readonly stop: () => Promise<void>;
}

async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'passk-slurm-'));
  chmodSync(folder, 0o755);
  const daemons: ChildProcess[] = [];
  // The daemons must not outlive this process, however it ends.
  const killAll = (): void => {
    for (const daemon of daemons) daemon.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', killAll);
  const stop = async (): Promise<void> => {
    for (const daemon of [...daemons].reverse()) await ended(daemon);
    process.off('exit', killAll);
    killAll();
  };
  try {
    const socket = startMunge(folder, daemons);
    await eventually(() => {
      if (spawnSync('munge', ['-n', '-S', socket]).status !== 0) throw new Error('munged does not answer yet');
    });
    const config = join(folder, 'slurm.conf');
    writeFileSync(config, configOf(folder, socket, [await freePort(), await freePort()]));
    process.env['SLURM_CONF'] = config;
    for (const [name, args] of [
      ['slurmctld', ['-D', '-c']],
      ['slurmd', ['-D']],
    ] as const)
      daemons.push(spawn(name, [...args, '-f', config], { stdio: 'ignore' }));
    await eventually(
      () => {
        const { stdout } = spawnSync('sinfo', ['--noheader', '--format=%T'], { encoding: 'utf8' });
        if (stdout.trim() !== 'idle') throw new Error(`The node is ${stdout.trim() || 'not known'}. ${logsIn(folder)}`);
      },
      { timeout: 40_000 },
    );
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Munge as its own user; the path of its socket. */
function startMunge(folder: string, daemons: ChildProcess[]): string {
  const place = join(folder, 'munge');
  mkdirSync(place, { mode: 0o755 });
  writeFileSync(join(place, 'key'), randomBytes(128), { mode: 0o600 });
  spawnSync('chown', ['-R', 'munge:munge', place]);
  const socket = join(place, 'socket');
  const files = {
    socket,
    'key-file': join(place, 'key'),
    'pid-file': join(place, 'pid'),
    'log-file': join(place, 'log'),
  };
  const paths = Object.entries({ ...files, 'seed-file': join(place, 'seed') }).map(
    ([name, path]) => `--${name}=${path}`,
  );
  daemons.push(
    spawn('munged', ['--foreground', '--force', ...paths], { stdio: 'ignore', uid: idOf('-u'), gid: idOf('-g') }),
  );
  return socket;
}

/** Of the user munge, that the package makes. */
function idOf(kind: '-u' | '-g'): number {
  return Number(spawnSync('id', [kind, 'munge'], { encoding: 'utf8' }).stdout);
}

/** `MaxArraySize` is small, so that few tasks make several arrays. */
function configOf(folder: string, socket: string, [controlPort, nodePort]: readonly [number, number]): string {
  const host = hostname().split('.', 1)[0] ?? 'localhost';
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name));
  return `ClusterName=passk
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${socket}
SlurmctldPort=${controlPort}
SlurmdPort=${nodePort}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
MaxArraySize=3
KillWait=2
AccountingStorageType=accounting_storage/none
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=debug Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`;
}

function logsIn(folder: string): string {
  return ['slurmctld', 'slurmd']
    .map((name) => {
      try {
        return readFileSync(join(folder, `${name}.log`), 'utf8').slice(-500);
      } catch {
        return `${name} has no log`;
      }
    })
    .join('\n');
}

function isInstalled(command: string): boolean {
  return spawnSync('which', [command]).status === 0;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const killing = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('close', () => {
      clearTimeout(killing);
      resolve();
    });
    child.kill();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
