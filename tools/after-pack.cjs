// Closes what a station must not leave open in its own executable, after electron-builder has put the package together.
const { rmSync } = require('node:fs');
const { join } = require('node:path');
const fuses = require('@electron/fuses');

/** Runtimes before this one don't have the fuse, and flipping it there stops the packaging. */
const fileProtocolFuseSince = 29;

const executableOf = ({ appOutDir, electronPlatformName, packager }) => {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  return join(appOutDir, electronPlatformName === 'win32' ? `${name}.exe` : packager.executableName);
};

exports.default = async (context) => {
  const version = context.packager.info.framework.version;
  const isMac = context.electronPlatformName === 'darwin';
  // A runtime handed in as a folder still carries its default app, which would run any script it is given.
  if (!isMac) rmSync(join(context.appOutDir, 'resources', 'default_app.asar'), { force: true });
  const wanted = {
    version: fuses.FuseVersion.V1,
    resetAdHocDarwinSignature: isMac,
    [fuses.FuseV1Options.RunAsNode]: false,
    [fuses.FuseV1Options.EnableCookieEncryption]: true,
    [fuses.FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [fuses.FuseV1Options.EnableNodeCliInspectArguments]: false,
    [fuses.FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [fuses.FuseV1Options.OnlyLoadAppFromAsar]: true,
  };
  if (Number.parseInt(version, 10) >= fileProtocolFuseSince)
    wanted[fuses.FuseV1Options.GrantFileProtocolExtraPrivileges] = false;
  await fuses.flipFuses(executableOf(context), wanted);
};
