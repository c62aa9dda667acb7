import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExperimentResult } from '../protocol/experimentResult.ts';
import { jobFiles } from '../protocol/job.ts';
import { resultSchema } from './resultSchema.ts';

/** The result of the job in a folder cannot be read: the message names the file, the place in it, and a way out. */
export class ResultError extends Error {}

/** The result of the job in a folder, checked; throws a `ResultError` where there is none, or what is there is none. */
export async function readResult(folder: string): Promise<ExperimentResult> {
  const path = join(folder, jobFiles.result);
  const fault = (what: string): ResultError =>
    new ResultError(`${path} ${what}. Run the experiment again: the same settings give the same result.`);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fault(`cannot be read (${messageOf(error)})`);
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw fault(`is damaged: it is no JSON (${messageOf(error)})`);
  }
  const checked = resultSchema.safeParse(content);
  // What is checked is handed on as it is: the schema holds what is needed of the type, not all of it.
  if (checked.success) return content as ExperimentResult;
  const [issue] = checked.error.issues;
  const place = issue?.path.join('.') || 'it';
  const what = issue?.code === 'invalid_type' ? `is no ${issue.expected}` : 'is not what it should be';
  throw fault(`is damaged, or of another version: ${place} ${what}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
