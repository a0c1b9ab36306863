//! The names that columns usually have in exports, in English and Russian.

use super::fault::Role;

/// The names of a role's column, the surest first: in small letters, with single spaces for signs between words, parted by
/// `|`. Where columns of several tiers are there, the first tier's is meant; two of one tier are too many.
pub(super) fn usual_names(role: Role) -> &'static [&'static str] {
    match role {
        Role::Client => &[
            "client id|customer id|user id|buyer id|account id|clientid|customerid|userid|\
             id клиента|ид клиента|код клиента|id покупателя|код покупателя|id пользователя|\
             номер клиента|customer no|customer number|cust id|custid|customer code",
            "client|customer|user|buyer|account|клиент|покупатель|контрагент|\
             пользователь|заказчик",
            "email|e mail|phone|телефон|почта",
            "id|ид",
        ],
        Role::Date => &[
            "date|order date|orderdate|invoice date|invoicedate|purchase date|\
             transaction date|payment date|sale date|datetime|date time|timestamp|дата|\
             дата заказа|дата покупки|дата продажи|дата оплаты|дата платежа|дата операции|\
             дата и время|дата время",
            "created at|created|ordered at|paid at|created date|дата создания|создан|\
             оплачен",
            "day|time|день|время",
        ],
        Role::Amount => &[
            "amount|revenue|sum|total|order amount|order total|total amount|total price|\
             order value|order sum|payment amount|сумма|выручка|сумма заказа|сумма покупки|\
             сумма оплаты|сумма платежа|сумма продажи|итого|оборот",
            "sales|value|payment|paid|gmv|продажи|стоимость|оплата|платеж|\
             оплачено",
        ],
        Role::Segment => &[
            "segment|сегмент|группа|group",
            "channel|канал|канал привлечения|acquisition channel|marketing channel",
            "source|utm source|источник|plan|тариф",
        ],
        Role::Order => &[
            "order id|orderid|order no|order number|invoice no|invoiceno|invoice|\
             transaction id|receipt|номер заказа|id заказа|номер чека|чек|номер|код заказа",
            "order|заказ|transaction",
        ],
        Role::Cost => &[
            "cost|cogs|cost of goods|себестоимость|закупка|сумма закупки|goods cost",
            "costs|expense|расход",
        ],
        Role::Currency => &[
            "currency|currency code|currencycode|валюта|код валюты",
            "order currency|валюта заказа|валюта документа",
            "payment currency|валюта платежа|валюта оплаты",
            "presentment currency",
            "currency iso|iso currency|ccy|вал",
        ],
        Role::Start => &[
            "start|start date|начало|дата начала|subscribed|subscription start|подключен|\
             дата подключения",
            "from|joined|since|signup date|activated|с",
        ],
        Role::End => &[
            "end|end date|конец|окончание|дата окончания|дата отключения|cancelled|\
             canceled|subscription end|отключен",
            "ended|ended at|ends|ends at|expires|expires at|expiry date|valid to|valid until|действует до|\
             to|left|until|cancelled at|canceled at|churned|по",
        ],
        Role::Month => &["month|месяц", "period|период|date|дата"],
        Role::Channel => &["channel|канал", "segment|source|сегмент|источник|campaign|кампания"],
        Role::Spend => {
            &["spend|ad spend|cost|расход|расходы|затраты|spending", "budget|бюджет|amount|сумма|costs"]
        }
        Role::NewClients => &[
            "new clients|new customers|новые клиенты|новых клиентов",
            "new|clients|customers|новые|клиенты|acquired",
        ],
    }
}
