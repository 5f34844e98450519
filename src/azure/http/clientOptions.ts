/** Client options that hold for every server: no retries of the SDK's, our name. `ca`: PEM that is trusted besides. */
export function clientOptions(ca: string | undefined) {
  return {
    retryOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'vscode-azure-container-instances' },
    ...(ca === undefined ? {} : { tlsOptions: { ca } }),
  };
}
