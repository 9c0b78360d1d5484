using Scanova.Tests.Reports;

namespace Scanova.Tests.Storage.Sqlite;

public sealed class SqliteEventLogTests(SqliteStorageFixture storage) : EventLogContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteOriginalsTests(SqliteStorageFixture storage) : OriginalsContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteStreamWriterTests(SqliteStorageFixture storage) : StreamWriterContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteFirstEventsTests(SqliteStorageFixture storage) : FirstEventsContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteEventReaderTests(SqliteStorageFixture storage) : EventReaderContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteReportFeedTests(SqliteStorageFixture storage) : ReportFeedContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteEventViewsTests(SqliteStorageFixture storage) : EventViewsContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteSiteStoreTests(SqliteStorageFixture storage) : SiteStoreContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteQrCodeStoreTests(SqliteStorageFixture storage) : QrCodeStoreContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteReportsTests(SqliteStorageFixture storage) : StoredReportsContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteAttributionReportTests(SqliteStorageFixture storage) : StoredAttributionContract(storage), IClassFixture<SqliteStorageFixture>;

public sealed class SqliteExampleQueriesTests(SqliteStorageFixture storage) : ExampleQueriesContract(storage), IClassFixture<SqliteStorageFixture>;
