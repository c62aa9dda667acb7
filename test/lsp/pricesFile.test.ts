import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { pricesJsonSchema } from '../../server/cli/readPrices.ts';
import { eventually } from '../support/eventually.ts';
import { startSession, type LspSession } from '../support/lspSession.ts';
import { readProjectFile } from '../support/projectFiles.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const log = [
  'problem,num_samples,num_correct,model,prompt_tokens,completion_tokens',
  ...[0, 1, 3, 5, 8, 9].map((correct, i) => `p${i},10,${correct},small,1000,20000`),
  '',
].join('\n');

describe('The prices file of the settings', function () {
  this.timeout(60_000);
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();
  let session: LspSession | undefined;
  const warnings: string[] = [];
  afterEach(async () => {
    await session?.end();
    session = undefined;
    warnings.length = 0;
  });

  it('prices what the editor shows by kind of token and by model, as it does on the command line', async () => {
    const prices = scratch.write(
      'passk-prices.json',
      '{"input": 1, "output": 10, "models": {"small": {"input": 0, "output": 5}}}',
    );
    const shown = await hoverWith(prices);
    const { stdout } = await runPassk(['analyze', scratch.at('counts.csv'), '--prices', prices]);
    assert.match(shown, /\$5 for completions/);
    assert.match(stdout, /\$5 for completions/);
  });

  it('is read again when it changes, and told of when it cannot be used', async () => {
    const prices = scratch.write('passk-prices.json', '{"input": 0, "output": 5}');
    assert.match(await hoverWith(prices), /\$5 for completions/);
    scratch.write('passk-prices.json', '{"input": 0, "output": 50, "reasoning": 50}');
    await eventually(async () => {
      assert.match(await hover(), /\$50 for completions/);
    });
    scratch.write('passk-prices.json', '{"input": 0, "outptu": 50}');
    await eventually(async () => {
      assert.match(warnings.join(), /passk-prices\.json: .*outptu/);
      assert.doesNotMatch(await hover(), /\$/);
    });
  });

  it('is completed and checked in the editor by the schema of the command line', () => {
    const written: unknown = JSON.parse(readProjectFile('schemas/passk-prices.schema.json'));
    assert.deepEqual(written, pricesJsonSchema(), 'node --import tsx scripts/makeSchemas.mjs writes it');
  });

  async function hoverWith(pricesFile: string): Promise<string> {
    scratch.write('counts.csv', log);
    session = await startSession({
      capabilities: { workspace: { configuration: true } },
      configuration: { pricesFile },
    });
    session.connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      warnings.push(message);
    });
    const uri = uriOf();
    session.open(uri, log);
    await session.reached(uri, 'fitted');
    return hover();
  }

  async function hover(): Promise<string> {
    const [lens] = (await session?.lenses(uriOf())) ?? [];
    assert.ok(lens);
    const shown = await session?.hover(uriOf(), lens.range.start);
    return JSON.stringify(shown?.contents);
  }

  function uriOf(): string {
    return pathToFileURL(scratch.at('counts.csv')).href;
  }
});
