import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { skipBecause } from '../support/skipBecause.ts';
import { SERVER_BUNDLE, SERVER_COMMAND } from '../support/lspSession.ts';
import { singleAttemptLog } from '../support/smallLogs.ts';

const answersOf = z.object({
  lenses: z.array(z.object({ command: z.object({ title: z.string() }) })),
  hover: z.object({ contents: z.object({ value: z.string() }) }),
  diagnostics: z.array(z.string()),
});

describe('Neovim, a client that nobody wrote for this server', () => {
  let folder: string;

  before(function () {
    if (!existsSync(SERVER_BUNDLE)) skipBecause(this, 'not built: npm run build');
    if (spawnSync('nvim', ['--version']).status !== 0) skipBecause(this, 'no Neovim: apt-get install neovim');
    folder = mkdtempSync(join(tmpdir(), 'passk-neovim-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows lenses, hover and diagnostics of a log', function () {
    this.timeout(60_000);
    const log = join(folder, 'samples.jsonl_results.jsonl');
    const answers = join(folder, 'answers.json');
    writeFileSync(log, singleAttemptLog);
    const command = JSON.stringify(SERVER_COMMAND.map((part, index) => (index === 1 ? resolve(part) : part)));
    execFileSync('nvim', ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', 'luafile test/support/neovim.lua'], {
      env: { ...process.env, PASSK_SERVER: command, PASSK_LOG: log, PASSK_ANSWERS: answers },
      timeout: 50_000,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const { lenses, hover, diagnostics } = answersOf.parse(JSON.parse(readFileSync(answers, 'utf8')));
    assert.match(lenses[0]?.command.title ?? '', /^pass@1 50\.0% .*not identified \(n = 1\)/);
    assert.match(hover.contents.value, /\| 1 \| 50\.0% \| \[/);
    assert.ok(
      diagnostics.some((message) => message.includes('single attempt')),
      diagnostics.join('\n'),
    );
  });
});
