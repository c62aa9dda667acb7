import assert from 'node:assert/strict';
import { panelPage } from '../../client/panelPage.ts';

describe('the page of the panel', () => {
  const page = panelPage({
    scriptUri: 'https://host/webview.js',
    styleUri: 'https://host/webview.css',
    cspSource: 'https://host',
    nonce: 'bm9uY2U=',
    language: 'en',
  });

  it('runs its own script and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    assert.ok(policy.startsWith(`default-src 'none';`));
    assert.match(policy, /script-src 'nonce-bm9uY2U='$/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.match(page, /<script nonce="bm9uY2U=" src="https:\/\/host\/webview\.js">/);
  });
});
