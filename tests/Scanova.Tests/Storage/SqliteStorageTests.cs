using Scanova.Tests.Reports;

namespace Scanova.Tests.Storage;

public sealed class SqliteEventLogTests(SqliteFixture storage) : EventLogContract(storage), IClassFixture<SqliteFixture>;

public sealed class SqliteOriginalsTests(SqliteFixture storage) : OriginalsContract(storage), IClassFixture<SqliteFixture>;

public sealed class SqliteEventReaderTests(SqliteFixture storage) : EventReaderContract(storage), IClassFixture<SqliteFixture>;

public sealed class SqliteEventViewsTests(SqliteFixture storage) : EventViewsContract(storage), IClassFixture<SqliteFixture>;

public sealed class SqliteSiteStoreTests(SqliteFixture storage) : SiteStoreContract(storage), IClassFixture<SqliteFixture>;

public sealed class SqliteQrCodeStoreTests(SqliteFixture storage) : QrCodeStoreContract(storage), IClassFixture<SqliteFixture>;

public sealed class SqliteReportsTests(SqliteFixture storage) : ReportsContract(storage), IClassFixture<SqliteFixture>;

public sealed class SqliteAttributionReportTests(SqliteFixture storage) : AttributionReportContract(storage), IClassFixture<SqliteFixture>;

public sealed class SqliteExampleQueriesTests(SqliteFixture storage) : ExampleQueriesContract(storage), IClassFixture<SqliteFixture>;
