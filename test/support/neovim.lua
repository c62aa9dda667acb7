-- A language client that is not VS Code: opens $PASSK_LOG with the server $PASSK_SERVER (a JSON list) and writes what it was told to $PASSK_ANSWERS.
vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.PASSK_LOG))
local client = vim.lsp.start_client({ name = 'passk', cmd = vim.fn.json_decode(vim.env.PASSK_SERVER) })
vim.lsp.buf_attach_client(0, client)

local function ask(method, params)
  params.textDocument = vim.lsp.util.make_text_document_params()
  local replies = vim.lsp.buf_request_sync(0, method, params, 15000) or {}
  return replies[client] and replies[client].result or vim.NIL
end

vim.wait(15000, function() return vim.lsp.buf_get_clients(0)[client] ~= nil and vim.lsp.get_client_by_id(client).initialized end, 20)
local lenses = ask('textDocument/codeLens', {})
local hover = ask('textDocument/hover', { position = { line = 0, character = 3 } })
vim.wait(15000, function() return #vim.diagnostic.get(0) > 0 end, 20)
local messages = vim.tbl_map(function(diagnostic) return diagnostic.message end, vim.diagnostic.get(0))
vim.fn.writefile({ vim.fn.json_encode({ lenses = lenses, hover = hover, diagnostics = messages }) }, vim.env.PASSK_ANSWERS)
vim.cmd('qall!')
