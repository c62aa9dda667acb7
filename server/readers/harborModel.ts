/** What is evaluated is an agent with a model: another agent with the same model is not the same. */
export function harborModel(agent = '', model = ''): string {
  if (model === '') return agent;
  return agent === '' ? model : `${model} (${agent})`;
}
