"""Sentences that a colleague may take over into a talk with a resident: none of them states a rule or promises anything."""

from __future__ import annotations

PREPARED = (
    "您好，我是就业红娘，您问的我看到了，我来帮您看。",
    "请问您住在哪个街镇？我看看归哪个服务站。",
    "您方便说一下年龄、户口，现在有没有在上班吗？我帮您看看够哪几条。",
    "您稍等一下，我查清楚再回您。",
    "您方便留个电话吗？查到了我打给您；不方便就在这里说也行。",
    "以上是按现在的规定说的，最后能不能办，以区人社局核定为准。",
    "还有别的想问的吗？没有的话我先还给机器人，您随时可以再找我。",
)
