import assert from 'node:assert/strict';
import { looksSecret } from '../../../src/core/rules/looksSecret.ts';

describe('A name that looks like a secret', () => {
  for (const name of [
    ...['PASSWORD', 'DB_PASSWORD', 'dbPassword', 'MYSQLPASSWORD', 'PGPASSWORD', 'REDIS_PASS', 'DB_PWD_1'],
    ...['API_TOKEN', 'ApiKey', 'STORAGE_KEY', 'CLIENT_SECRET', 'DJANGO_SECRET_KEY', 'API_KEY_GITHUB'],
    ...['CONNECTION_STRING', 'ConnectionStrings__Default', 'AzureWebJobsStorage', 'STORAGE_ACCOUNTKEY'],
  ])
    it(`is ${name}`, () => assert.ok(looksSecret(name)));

  for (const name of [
    ...['PATH', 'KEYBOARD', 'MONKEY', 'TOKENIZER', 'HOST', 'PASSENGERS', 'PWD', 'SECRETARY', 'KEY', 'KEY1'],
    ...['TOKEN_ISSUER', 'TOKEN_URL', 'KEY_VAULT_NAME', 'PASSWORD_FILE', 'PASSWORD_MIN_LENGTH', 'MAX_TOKENS'],
    ...['JWT_SECRET_EXPIRES_IN', 'AWS_ACCESS_KEY_ID', 'SSH_PUBLIC_KEY', 'PARTITION_KEY', 'SECRETS_PATH'],
    ...['AzureWebJobsStorage__accountName', 'ASPNETCORE_URLS', 'POSTGRES_HOST_AUTH_METHOD'],
  ])
    it(`is not ${name}`, () => assert.ok(!looksSecret(name)));
});

describe('A value that is a secret', () => {
  for (const [name, value] of [
    ['ConnectionStrings__Default', 'Server=db;User Id=shop;Password=change-me'],
    ['DATABASE_URL', 'postgres://shop:change-me@db:5432/shop'],
    ['BROKER', 'amqp://guest:guest@rabbit:5672'],
    ['CACHE', 'redis:6379,password=abc,ssl=True'],
    ['STORE', 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc=='],
    ['BUS', 'Endpoint=sb://a/;SharedAccessKeyName=Root;SharedAccessKey=abc='],
    ['BLOB', 'https://a.blob.core.windows.net/c?sv=2021&sig=abcdefghijklmnopqrstuvwxyz%3D'],
    ['CERT', '-----BEGIN RSA PRIVATE KEY-----\nMIIB'],
    ['GH', `ghp_${'a1'.repeat(18)}`],
    ['ACCOUNT', `${'A'.repeat(86)}==`],
  ] as const)
    it(`is told whatever its name: ${name}`, () => assert.ok(looksSecret(name, value)));

  for (const [name, value] of [
    ['MYSQL_ALLOW_EMPTY_PASSWORD', 'yes'],
    ['USE_TOKEN', 'true'],
    ['DB_PASSWORD', '${env:DB_PASSWORD}'],
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', '/run/secrets/db'],
    ['JWT_SECRET_KEY', '%kernel.project_dir%/config/private.pem'],
    ['AUTH_TOKEN', 'https://login.contoso.example/oauth'],
    ['TOKENS', '4096'],
    ['ConnectionStrings__Redis', 'cache:6379'],
    ['ConnectionStrings__Default', 'Server=db;Database=shop;Trusted_Connection=True'],
    ['APPLICATIONINSIGHTS_CONNECTION_STRING', 'InstrumentationKey=00000000-0000-0000-0000-000000000000'],
    ['AzureWebJobsStorage__credential', 'managedidentity'],
    ['DATABASE_URL', 'postgres://db:5432/shop'],
    ['DATABASE_URL', 'postgres://shop:$PASSWORD@db/shop'],
    ['CERT', '-----BEGIN CERTIFICATE-----\nMIIB'],
    ['SERVICE', 'http://api:8080/users@2'],
  ] as const)
    it(`is none: ${name}=${value}`, () => assert.ok(!looksSecret(name, value)));
});
