"""Swedish words of the open report, fixed: they do not follow the language that a visitor or a worker has chosen."""

from datetime import date

from areas.enums import Status
from assessments.enums import Category, Trend

CATEGORY = {
    Category.UTSATT: "utsatt område",
    Category.RISK: "riskområde",
    Category.SARSKILT: "särskilt utsatt område",
    Category.INTE: "inte utsatt område",
}
CATEGORY_PLURAL = {
    Category.UTSATT: "utsatta områden",
    Category.RISK: "riskområden",
    Category.SARSKILT: "särskilt utsatta områden",
    Category.INTE: "inte utsatta områden",
}
CATEGORY_SHORT = {Category.UTSATT: "Utsatta", Category.RISK: "Risk", Category.SARSKILT: "Särskilt utsatta"}
CATEGORY_LETTER = {Category.UTSATT: "u", Category.RISK: "r", Category.SARSKILT: "s"}
STATUS = {
    Status.NEW: "ny",
    Status.UNCHANGED: "oförändrad",
    Status.RENAMED: "nytt namn",
    Status.SPLIT: "delad",
    Status.MERGED: "sammanslagen",
    Status.TRIMMED: "ändrad gräns",
    Status.GONE: "inte längre med",
    Status.DISSOLVED: "upplöst",
}
TREND = {Trend.POSITIVE: "positiv", Trend.STABLE: "oförändrad", Trend.NEGATIVE: "negativ", Trend.NEW: "nytt område"}
TREND_ICON = {Trend.POSITIVE: "up", Trend.STABLE: "same", Trend.NEGATIVE: "down", Trend.NEW: "plus"}
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

DEFINITION = {
    Category.UTSATT: "En avgränsad plats med låg socioekonomisk status där kriminella påverkar lokalsamhället. Det kan vara hot och "
    "utpressning, våld på allmän plats som kan skada andra, öppen narkotikahandel eller utåtagerande missnöje mot samhället. "
    "Boende blir otrygga och vågar mer sällan anmäla brott och vittna. Läget är allvarligt.",
    Category.RISK: "Uppfyller allt för ett utsatt område och nästan allt för ett särskilt utsatt område. Risken är stor att läget blir "
    "värre. Läget är alarmerande. Kategorin användes 2015–2023.",
    Category.SARSKILT: "Många vill inte delta i en rättsprocess. Det kan finnas systematiska hot och våld mot vittnen, målsägande och "
    "den som anmäler. Polisen har svårt att göra sitt jobb och måste ofta anpassa arbetssätt eller utrustning. Läget har ofta blivit "
    "vardag. Till viss del kan det finnas parallella samhällsstrukturer och extremism. Läget är akut.",
}
DEFINITION_SOURCE = "Egen sammanfattning av polisens beskrivning av kategorierna i de nationella lägesbilderna 2015–2023."
SHORT_MEANING = {
    Category.UTSATT: "Kriminella påverkar lokalsamhället. Läget är allvarligt.",
    Category.RISK: "Allt för ett utsatt område stämmer, och nästan allt för ett särskilt utsatt. Läget är alarmerande.",
    Category.SARSKILT: "Många vill inte vittna, och polisen har svårt att göra sitt jobb. Läget är akut.",
}
SAYS = (
    "hur kriminella påverkar en plats, enligt polisens samlade bedömning",
    "var polis, kommun och andra behöver arbeta mest tillsammans",
    "hur läget har ändrats sedan förra omgången",
)
SAYS_NOT = (
    "något om en enskild person som bor eller arbetar där",
    "att polisen inte åker dit; polisen arbetar i alla områden",
    "vad en bostad, skola eller arbetsplats är värd",
)
LIMITATIONS = (
    "Kategorin är en bedömning som är gjord av människor efter en gemensam metod. Den räknas inte fram.",
    "Antalet områden ändras också när ett område delas, slås ihop eller byter namn. Sådana ändringar redovisas för sig.",
    "Metoden har ändrats mellan omgångarna. Jämför därför inte långt tillbaka i tiden utan att läsa vad som skiljer.",
    "Kartan visar områdenas mittpunkter, inte deras gränser.",
    "Det som omfattas av sekretess finns inte här. Det syns inte i texten var det har funnits.",
)
REPLAY_NOTE = "Återspelad omgång: svaren och skälen är påhittade exempel. Kategorierna är de som polisen publicerade."
HISTORIC_NOTE = "Återgiven ur polisens publicerade lista."
UNKNOWN = "Uppgift saknas"
UNNAMED_LPO = "Namnet finns inte i de offentliga källor som lästs."
PUBLISHER = "Polismyndigheten, Nationella operativa avdelningen (Noa)"


def format_date(day: date) -> str:
    """Return a date as people write it: 8 mars 2019."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_size(size: int) -> str:
    """Return a file's size in words: 829 byte, 18 kB or 1,2 MB, with a no-break space."""
    if size < 1000:
        return f"{size}\N{NO-BREAK SPACE}byte"
    if size < 1_000_000:
        return f"{round(size / 1000)}\N{NO-BREAK SPACE}kB"
    return f"{size / 1_000_000:.1f}\N{NO-BREAK SPACE}MB".replace(".", ",")


def format_area(square_km: float) -> str:
    """Return a surface: 2,93 km², with a no-break space."""
    return f"{square_km:.2f}\N{NO-BREAK SPACE}km²".replace(".", ",")
