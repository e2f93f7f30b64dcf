// Writes the public API of each built door, as API Extractor sees its declarations, to test/package/api/<door>.api.md. With --check it
// writes nothing and exits 1 where a checked-in report differs: a change of the API is to show in a diff.
// node test/package/api.mjs [--check]
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const check = process.argv.includes('--check');
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const doors = Object.entries(exports).filter(([, { types }]) => types !== undefined);

function report([door, { types }]) {
  const name = door.slice(2).replaceAll('/', '-') || 'core';
  const entry = join(root, types);
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      newlineKind: 'lf',
      mainEntryPointFilePath: entry,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            lib: ['es2022'],
            module: 'nodenext',
            strict: true,
            types: [],
            skipLibCheck: true,
          },
          files: [entry],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder: join(root, 'test/package/api'),
        reportTempFolder: join(root, '.reports/api'),
        // Shapes that public ones are made of: a change of theirs is a change of the API.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        // Comments are ours, not TSDoc's: no @public on every name, and other tests hold what is documented.
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Error },
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.None },
          'ae-undocumented': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  });
  const { succeeded, apiReportChanged } = Extractor.invoke(config, {
    localBuild: !check,
    messageCallback: (message) => {
      if ([ExtractorLogLevel.Verbose, ExtractorLogLevel.Info].includes(message.logLevel)) message.handled = true;
    },
  });
  if (apiReportChanged) console.log(`${name}: the public API ${check ? 'differs from its report' : 'changed'}`);
  return succeeded;
}

process.exitCode = doors.map(report).every(Boolean) ? 0 : 1;
